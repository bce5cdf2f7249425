import fc from 'fast-check';
import { NumberRuns } from './number-runs';

function runsOf(values: readonly number[]): NumberRuns {
  const runs = new NumberRuns();
  values.forEach((value) => runs.add(value));
  return runs;
}

describe('domain/audit/number-runs', () => {
  it.each([
    [[], []],
    [[1, 2, 3], []],
    [[3, 2, 1], []],
    [[1, 3, 2], []],
    [[1, 1, 1], []],
    [[5], [{ from: 1, to: 4 }]],
    [
      [1, 4, 9],
      [
        { from: 2, to: 3 },
        { from: 5, to: 8 },
      ],
    ],
    [[1, 2, 5, 6, 4, 3], []],
    [[1, 2, 5, 6, 4], [{ from: 3, to: 3 }]],
  ])('%j leaves the gaps %j', (values, gaps) => {
    expect(runsOf(values).gaps()).toEqual(gaps);
  });

  it('misses exactly the numbers that were not added, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 })), (values) => {
        const present = new Set(values);
        const expected = Array.from({ length: Math.max(0, ...values) }, (_, index) => index + 1).filter(
          (n) => !present.has(n),
        );

        const missing = runsOf(values)
          .gaps()
          .flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index));

        expect(missing).toEqual(expected);
      }),
    );
  });
});
