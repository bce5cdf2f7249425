import { advance } from './decision-cursor';

describe('domain/audit/decision-cursor', () => {
  it.each([
    ['the next ones', 3, [4, 5], 5, []],
    ['the first ones', 0, [1, 2], 2, []],
    ['a gap before the batch', 3, [6], 6, [[4, 5]]],
    ['a gap inside the batch', 3, [4, 7], 7, [[5, 6]]],
    ['a batch that is behind', 9, [4, 5], 9, []],
    ['a batch that overlaps', 4, [4, 5], 5, []],
    ['numbers out of order', 0, [2, 1, 3], 3, []],
  ])('%s', (_, last, sequences, expected, gaps) => {
    expect(advance(last, { replica: 'r', epoch: 'e', sequences })).toEqual({
      last: expected,
      gaps: gaps.map(([from, to]) => ({ replica: 'r', epoch: 'e', from, to })),
    });
  });
});
