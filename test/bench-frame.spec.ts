import { median, reportOf } from '../bench/frame';

describe('bench/frame', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[10, 9, 100], 10],
    [[5], 5],
  ])('takes the middle of %j: %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it.each([
    [null, false, true],
    [2, false, true],
    [1.9, false, false],
    [2, true, true],
    [2.1, true, false],
  ])('with a target of %s, higher is better %s: met %s', (target, higherIsBetter, met) => {
    const ratio = (ours: Record<string, number>, theirs: Record<string, number>) =>
      (ours['ms'] ?? 0) / (theirs['ms'] ?? 0);
    const rounds = { ours: [{ ms: 6 }, { ms: 90 }, { ms: 5 }], theirs: [{ ms: 3 }, { ms: 3 }, { ms: 1 }] };

    const report = reportOf({ name: 'x', target, higherIsBetter, ratio }, rounds.ours, rounds.theirs);

    expect(report).toMatchObject({ name: 'x', met, ratio: 2, target, runs: 3 });
    expect([report.figures, report.baseline]).toEqual([{ ms: 6 }, { ms: 3 }]);
  });
});
