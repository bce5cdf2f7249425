import { resemblance, resembles } from '@sallyport/domain';
import { sketchOf } from './sketch-of';

const WORDS =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau'.split(
    ' ',
  );
/** Statements that differ, so that each has shingles of its own. */
const code = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, index) => {
    const at = from + index;
    return `const ${WORDS[at % 19]}${at} = ${WORDS[(at * 7) % 19]}${at + 3}(${at}, ${WORDS[(at * 5) % 19]});`;
  }).join('\n');
const sketch = (text: string) => sketchOf(text) as string;

describe('facts/profile/sketch-of', () => {
  it('is the same for the same text, whatever its spaces', () => {
    expect(sketch(code(0, 50))).toBe(sketch(code(0, 50).replaceAll(' ', '\n\n  ')));
    expect(resemblance(sketch(code(0, 50)), sketch(code(0, 50)))).toBe(1);
  });

  it('knows a text again of which a part is another', () => {
    expect(resembles(sketch(code(0, 100)), sketch(code(0, 80) + code(500, 520)))).toBe(true);
  });

  it('does not take one text for another', () => {
    expect(resembles(sketch(code(0, 100)), sketch(code(1_000, 1_100)))).toBe(false);
  });

  it('does not mind what a minifier calls what is local', () => {
    const minified = (a: string, b: string) =>
      WORDS.map((word) => `function ${word}Of(${a},${b}){return ${a}.${word}+${b}.${word}Size}`).join('');

    expect(sketch(minified('e', 't'))).toBe(sketch(minified('n', 'r')));
  });

  it('says nothing of a short text, and ends for a long one', () => {
    expect(sketchOf('module.exports = 1;')).toBeUndefined();
    expect(sketchOf('a+'.repeat(2_000_000))).toEqual(expect.any(String));
  });
});
