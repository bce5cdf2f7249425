import type { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';

/** APPNOTE.TXT 4.3.7: offsets within a local file header. */
const LOCAL_HEADER = { signature: 0x04034b50, nameLength: 26, extraLength: 28, name: 30 } as const;

/** Where the packed content of an entry begins, or undefined where there is no local header. */
export function contentStart(bytes: Buffer, entry: Entry): number | undefined {
  const at = entry.relativeOffsetOfLocalHeader;
  const isThere = at + LOCAL_HEADER.name <= bytes.length && bytes.readUInt32LE(at) === LOCAL_HEADER.signature;
  if (!isThere) return undefined;
  const lengths =
    bytes.readUInt16LE(at + LOCAL_HEADER.nameLength) + bytes.readUInt16LE(at + LOCAL_HEADER.extraLength);
  return at + LOCAL_HEADER.name + lengths;
}

/** Entries of a zip opened with `lazyEntries`, one after the other; the caller closes the zip. */
export async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (let entry = await nextEntry(zip); entry !== undefined; entry = await nextEntry(zip)) yield entry;
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const onEntry = (entry: Entry) => done(() => resolve(entry));
    const onEnd = () => done(() => resolve(undefined));
    const onError = (error: Error) => done(() => reject(error));
    const done = (settle: () => void) => {
      zip.off('entry', onEntry).off('end', onEnd).off('error', onError);
      settle();
    };
    zip.on('entry', onEntry).on('end', onEnd).on('error', onError);
    zip.readEntry();
  });
}

/** The unpacked content of an entry. */
export function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}
