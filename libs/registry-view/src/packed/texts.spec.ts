import fc from 'fast-check';
import { Texts } from './texts';

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'ÿ', 'Ā', '☠', '\ud800', '\u0000'), maxLength: 4 }),
  fc.constantFrom('a'.repeat(5_000), '☠'.repeat(5_000)),
);

describe('registry-view/packed/texts', () => {
  it('tells texts apart as they are, and finds each again', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), fc.array(text, { maxLength: 20 }), (put, asked) => {
        const texts = new Texts();
        const known: string[] = [];
        for (const one of put) {
          if (!known.includes(one)) known.push(one);
          expect(texts.numberOf(one)).toBe(known.indexOf(one));
        }
        expect(texts.count).toBe(known.length);
        expect(known.every((one, number) => texts.textOf(number) === one)).toBe(true);
        for (const one of [...put, ...asked]) expect(texts.find(one)).toBe(known.indexOf(one));
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('keeps one that is larger than any chunk', () => {
    const texts = new Texts();
    const long = 'a'.repeat(1_200_000);

    const numbers = ['x', long, 'y', `${long}b`].map((one) => texts.numberOf(one));

    expect(numbers).toEqual([0, 1, 2, 3]);
    expect([texts.textOf(1) === long, texts.textOf(2), texts.find(`${long}b`)]).toEqual([true, 'y', 3]);
  });

  it('keeps the order of twenty thousand', () => {
    const texts = new Texts();
    const names = Array.from({ length: 20_000 }, (_, n) => `@scope-${n % 100}/name-${n}`);

    const numbers = names.map((name) => texts.numberOf(name));

    expect(numbers.every((number, n) => number === n)).toBe(true);
    expect(names.every((name, n) => texts.find(name) === n && texts.textOf(n) === name)).toBe(true);
    expect(texts.find('@scope-0/name-20000')).toBe(-1);
  });
});
