import { Readable } from 'node:stream';
import { errorOf } from '../../testing/code-of';
import { readBuild } from './build-log';

const stream = (...messages: unknown[]) =>
  Readable.from([messages.map((message) => `${JSON.stringify(message)}\r\n`).join('')]);

describe('installer/adapters/docker/build-log', () => {
  it('answers the content id', async () => {
    const build = stream(
      { stream: 'Step 1/2' },
      { aux: { ID: 'sha256:one' } },
      { stream: 'Successfully built' },
    );

    expect(await readBuild(build)).toBe('sha256:one');
  });

  it('fails with the last lines, printable and bounded', async () => {
    const noise = Array.from({ length: 100 }, (_, index) => ({ stream: `line ${index}\n` }));
    const escape = String.fromCharCode(27);
    const error = await errorOf(
      readBuild(
        stream(
          ...noise,
          { stream: `${escape}[31merror: no match${escape}[0m\u0007\n` },
          { error: 'returned a non-zero code: 2' },
        ),
      ),
    );

    const { log } = error?.details as { log: string[] };
    expect(error?.code).toBe('build-failed');
    expect(log).toHaveLength(40);
    expect(log.slice(-2)).toEqual(['error: no match\\u0007', 'returned a non-zero code: 2']);
  });

  it.each([
    ['the engine', [{ error: 'write /layer.tar: no space left on device' }]],
    ['the installer', [{ stream: 'npm error code ENOSPC\n' }, { error: 'returned a non-zero code: 228' }]],
    [
      'a quota',
      [{ stream: 'error: Disk quota exceeded (os error 122)\n' }, { error: 'returned a non-zero code: 2' }],
    ],
  ])('knows a full disk by the words of %s', async (_, messages) => {
    expect((await errorOf(readBuild(stream(...messages))))?.code).toBe('disk-full');
  });

  it.each([
    ['a stream that ends without an image', stream({ stream: 'Step 1/2' })],
    ['nothing at all', Readable.from([])],
    ['something that is no JSON', Readable.from(['<html>busy</html>\n'])],
  ])('does not take %s for a success', async (_, build) => {
    expect((await errorOf(readBuild(build)))?.code).toBe('build-failed');
  });
});
