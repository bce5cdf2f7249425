/** Signs that source was made unreadable on purpose, as opposed to minified. Each says what was seen. */
const SIGNS: readonly (readonly [string, (text: string) => boolean])[] = [
  ['names such as _0x1a2b from a string-array obfuscator', (text) => count(text, /\b_0x[0-9a-f]{4,}\b/g, 20)],
  ['readable characters are written as \\x or \\u escapes', (text) => escapesShare(text) > 0.3],
  ['code pushed off the screen by spaces', isPushedOff],
  ['invisible characters that carry data', (text) => count(text, /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, 32)],
  ['code of punctuation only', (text) => text.length > 400 && punctuationShare(text) > 0.97],
];

/** One sentence for the first sign found, or undefined. Linear in the length of the text. */
export function obfuscationSign(text: string): string | undefined {
  return SIGNS.find(([, isSeen]) => isSeen(text))?.[0];
}

/** By 150 blanks after a statement, or 400 at the start of a line. Run by run: a pattern would hold each blank on its stack. */
function isPushedOff(text: string): boolean {
  const run = /[ \t]{150}/g;
  for (let found = run.exec(text); found !== null; found = run.exec(text)) {
    let end = run.lastIndex;
    while (text[end] === ' ' || text[end] === '\t') end += 1;
    run.lastIndex = end;
    const before = text[found.index - 1];
    const isAtStart = before === undefined || before === '\n' || before === '\r';
    const isCode = end < text.length && !/\s/.test(text[end] as string);
    if (isCode && (before === ';' || (isAtStart && end - found.index >= 400))) return true;
  }
  return false;
}

function count(text: string, pattern: RegExp, least: number): boolean {
  let seen = 0;
  for (const _ of text.matchAll(pattern)) if (++seen >= least) return true;
  return false;
}

function escapesShare(text: string): number {
  if (text.length < 400) return 0;
  let escaped = 0;
  for (const match of text.matchAll(/\\x[2-7][0-9a-fA-F]|\\u00[2-7][0-9a-fA-F]/g)) escaped += match[0].length;
  return escaped / text.length;
}

function punctuationShare(text: string): number {
  let punctuation = 0;
  for (const _ of text.matchAll(/[[\]()!+{}]/g)) punctuation += 1;
  return punctuation / text.length;
}
