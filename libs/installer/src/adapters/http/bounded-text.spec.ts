import { Readable } from 'node:stream';
import { boundedText } from './bounded-text';

const bounds = { maxBytes: 10, timeoutMs: 20_000 };

describe('installer/adapters/http/bounded-text', () => {
  it.each<[string, string[], string]>([
    ['all of what is short', ['abc', 'de'], 'abcde'],
    ['all of what just fits', ['0123456789'], '0123456789'],
    ['one byte more of what does not', ['01234567', '89abcdef'], '0123456789a'],
    ['nothing of nothing', [], ''],
  ])('gives %s', async (_, pieces, expected) => {
    const body = Readable.from(
      pieces.map((piece) => Buffer.from(piece)),
      { objectMode: false },
    );

    expect(await boundedText(body, bounds)).toBe(expected);
  });

  it('does not wait for the end of what never ends', async () => {
    const endless = new Readable({
      read() {
        this.push(Buffer.alloc(4, 'x'));
      },
    });

    expect(await boundedText(endless, bounds)).toBe('x'.repeat(11));
    expect(endless.destroyed).toBe(true);
  });

  it('does not wait for what never comes', async () => {
    const silent = new Readable({ read: () => undefined });

    await expect(boundedText(silent, { ...bounds, timeoutMs: 10 })).rejects.toThrow(
      'did not end within 10 ms',
    );
  });

  it('fails where the body does', async () => {
    const broken = new Readable({ read: () => undefined });
    broken.destroy(new Error('reset'));

    await expect(boundedText(broken, bounds)).rejects.toThrow('reset');
  });
});
