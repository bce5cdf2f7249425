import { bySize } from './by-size';

const bounds = { bytes: 10, items: 3, sizeOf: (size: number) => size };

describe('application/facts/by-size', () => {
  it.each<[string, number[], number[][]]>([
    ['nothing', [], []],
    ['what fits', [5, 5], [[5, 5]]],
    ['what does not', [5, 5, 1], [[5, 5], [1]]],
    ['too many', [1, 1, 1, 1], [[1, 1, 1], [1]]],
    ['too large ones', [11, 1, 20, 20], [[11], [1], [20], [20]]],
  ])('groups %s', (_, sizes, expected) => {
    expect(bySize(sizes, bounds)).toEqual(expected);
  });
});
