/** What tells kinds of files apart lies in their first bytes. */
const BEGINNING = 4_096;

/** The same bytes; the first piece has all that files are told by. Where pieces end is for the author of an archive to choose. */
export async function* wholeBeginning(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const held: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size >= BEGINNING && held.length === 0) {
      yield piece;
      continue;
    }
    held.push(piece);
    if (size >= BEGINNING) yield Buffer.concat(held.splice(0));
  }
  if (held.length > 0) yield Buffer.concat(held);
}
