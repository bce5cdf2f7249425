import { BoundedOutput } from './output';

const piece = (stream: 1 | 2, text: string) => {
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
};
const TALK = Buffer.concat([piece(1, 'one '), piece(2, 'bad'), piece(1, ''), piece(1, 'two')]);

const written = (limit: number, ...chunks: Buffer[]) => {
  const limitReached = jest.fn();
  const output = new BoundedOutput(limit, limitReached);
  chunks.forEach((chunk) => output.write(chunk));
  return { output, limitReached };
};

describe('libs/sandbox/output', () => {
  it.each([1, 2, 3, 7, 8, 9, 100])('takes the streams apart when they come in chunks of %i bytes', (size) => {
    const chunks = Array.from({ length: Math.ceil(TALK.length / size) }, (_, i) =>
      TALK.subarray(i * size, (i + 1) * size),
    );

    const { output, limitReached } = written(100, ...chunks);

    expect(output.stdout.toString()).toBe('one two');
    expect(output.stderr.toString()).toBe('bad');
    expect(output.truncated).toBe(false);
    expect(limitReached).not.toHaveBeenCalled();
  });

  it.each([
    [10, 'one two', 'bad', false],
    [9, 'one tw', 'bad', true],
    [5, 'one ', 'b', true],
    [0, '', '', true],
  ])('with a limit of %i keeps %j and %j', (limit, stdout, stderr, truncated) => {
    const { output, limitReached } = written(limit, TALK, TALK.subarray(0, truncated ? TALK.length : 0));

    expect([output.stdout.toString(), output.stderr.toString()]).toEqual([stdout, stderr]);
    expect(output.truncated).toBe(truncated);
    expect(limitReached).toHaveBeenCalledTimes(truncated ? 1 : 0);
  });

  it('does not believe a header: what is not there is not waited for nor reserved', () => {
    const liar = Buffer.concat([Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]), Buffer.from('short')]);

    const { output } = written(1_000, liar);

    expect(output.stdout.toString()).toBe('short');
  });

  it('keeps a hundred thousand writes of one byte', () => {
    const { output } = written(200_000, ...Array.from({ length: 100_000 }, () => piece(1, 'x')));

    expect(output.stdout.length).toBe(100_000);
  });
});
