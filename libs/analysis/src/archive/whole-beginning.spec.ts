import { Readable } from 'node:stream';
import { wholeBeginning } from './whole-beginning';

const piecesOf = (sizes: readonly number[]): Buffer[] => sizes.map((size, at) => Buffer.alloc(size, at + 1));
const listOf = async (pieces: AsyncIterable<Buffer>) => (await Readable.from(pieces).toArray()) as Buffer[];

describe('archive/whole-beginning', () => {
  it.each<[string, number[], number[]]>([
    ['nothing', [], []],
    ['one piece', [10], [10]],
    ['single bytes', [1, 1, 1], [3]],
    ['an empty piece first', [0, 5_000], [5_000]],
    ['a byte, and much', [1, 5_000, 7], [5_001, 7]],
    ['enough at once', [4_096, 1, 2], [4_096, 1, 2]],
    ['enough by and by', [4_000, 96, 1], [4_096, 1]],
  ])('keeps every byte and their order: %s', async (_, sizes, expected) => {
    const given = piecesOf(sizes);

    const pieces = await listOf(wholeBeginning(Readable.from(given)));

    expect(pieces.map(({ length }) => length)).toEqual(expected);
    expect(Buffer.concat(pieces)).toEqual(Buffer.concat(given));
  });
});
