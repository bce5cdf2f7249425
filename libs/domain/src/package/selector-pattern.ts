/**
 * Whether a name fits a pattern whose only special character is `*`: any run of characters within one part of the name.
 * It never crosses the `/` after an npm scope, so `acme-*` says nothing of `@stranger/acme-x`.
 * Each literal piece is looked for once, from left to right, so hostile input costs no more than its length.
 */
export function fitsPattern(pattern: string, name: string): boolean {
  const slash = pattern.indexOf('/');
  const cut = name.indexOf('/');
  if (slash === -1 || cut === -1) return slash === cut && fitsPart(pattern, name);
  return (
    fitsPart(pattern.slice(0, slash), name.slice(0, cut)) &&
    fitsPart(pattern.slice(slash + 1), name.slice(cut + 1))
  );
}

function fitsPart(pattern: string, text: string): boolean {
  const pieces = pattern.split('*');
  if (pieces.length === 1) return pattern === text;
  const first = pieces[0] as string;
  const last = pieces[pieces.length - 1] as string;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  const end = text.length - last.length;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, from);
    if (found === -1 || found + piece.length > end) return false;
    from = found + piece.length;
  }
  return true;
}

/** Characters of a pattern that say something: not `*`. */
export function literalLength(pattern: string): number {
  return pattern.replaceAll('*', '').length;
}
