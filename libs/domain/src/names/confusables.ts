/**
 * Characters that look like an ASCII letter in the fonts of terminals and code hosts, after the confusables table of
 * Unicode's UTS 39; only those that stand for a character that package names have.
 */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  a: 'аαɑ',
  b: 'ЬƄ',
  c: 'сϲⅽ',
  d: 'ԁⅾɗ',
  e: 'еҽε℮',
  g: 'ɡց',
  h: 'һհ',
  i: 'іιɩı',
  j: 'јϳ',
  k: 'κк',
  l: 'ӏⅼǀ∣',
  m: 'мⅿ',
  n: 'ոηп',
  o: 'оοօσ০',
  p: 'рρ',
  q: 'ԛգ',
  r: 'гᴦ',
  s: 'ѕꜱ',
  t: 'тτ',
  u: 'υսʋ',
  v: 'νѵⅴ',
  w: 'ѡԝω',
  x: 'хχⅹ×',
  y: 'уγү',
  z: 'ᴢ',
  '-': '‐‑‒–—−',
  '/': '⁄∕',
  '.': '․',
};
const ASCII_OF = new Map(
  Object.entries(LOOKS_LIKE).flatMap(([ascii, likes]) => [...likes].map((like) => [like, ascii] as const)),
);
/** Takes no room on the screen. */
const INVISIBLE = /[\p{Mn}\p{Cf}\u115f\u1160\u3164\u2800]/gu;

/** What a reader takes the text for. */
export function seenAs(text: string): string {
  const plain = text.normalize('NFKD').replace(INVISIBLE, '').toLowerCase();
  return [...plain].map((character) => ASCII_OF.get(character) ?? character).join('');
}

const ALIKE: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '2': 'z',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  i: 'l',
};

/** ASCII characters, and pairs of them, that look alike, made one. Names with one skeleton look alike. */
export const skeletonOf = (name: string): string =>
  name
    .replace(/[01234578i]/g, (character) => ALIKE[character] ?? character)
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/cl/g, 'd');
