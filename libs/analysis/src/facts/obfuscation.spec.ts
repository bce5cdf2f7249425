import { obfuscationSign } from './obfuscation';

const hex = (text: string) => [...text].map((char) => `\\x${char.charCodeAt(0).toString(16)}`).join('');

describe('facts/obfuscation', () => {
  it.each([
    ['string-array names', Array.from({ length: 25 }, (_, n) => `_0x${(5000 + n).toString(16)}()`).join(';')],
    ['escaped letters', `const a = '${hex('console.log and more text '.repeat(20))}'`],
    ['code off the screen', `a();${' '.repeat(200)}eval(b)`],
    ['invisible characters', `x(\`${'\ufe01'.repeat(40)}\`)`],
    ['punctuation only', '[][(![]+[])[+[]]]'.repeat(60)],
  ])('sees %s', (_, text) => {
    expect(obfuscationSign(text)).toEqual(expect.any(String));
  });

  it.each([
    ['minified code', 'var a=function(b,c){return b+c};'.repeat(200)],
    ['a table of emoji', `/${'\\ud83d\\ude00|'.repeat(300)}/`],
    ['indented code', `${' '.repeat(120)}deep();\n`.repeat(50)],
    ['emoji with variation selectors', '\u2764\ufe0f'.repeat(10)],
    ['a few short hex names', 'var _0xff = 1; var _0xabcd = 2;'],
    ['nothing', ''],
  ])('does not see any in %s', (_, text) => {
    expect(obfuscationSign(text)).toBeUndefined();
  });
});
