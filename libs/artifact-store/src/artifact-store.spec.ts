import { DomainError, type Digest, type ErrorCode } from '@sallyport/domain';
import { createHash } from 'node:crypto';
import { appendFile, chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ArtifactStore } from './artifact-store';

const BYTES = Buffer.from('what was scanned is what is installed');
const DIGEST = `sha256:${createHash('sha256').update(BYTES).digest('hex')}` as Digest;
const OTHER = `sha256:${'0'.repeat(64)}` as Digest;
const MAX = 1_000;

const sri = (algorithm: string, bytes: Buffer) =>
  `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;

let directory: string;
let store: ArtifactStore;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'artifact-store-'));
  store = new ArtifactStore(directory);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function codeOf(attempt: Promise<unknown>): Promise<ErrorCode | undefined> {
  const fault: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return DomainError.is(fault) ? fault.code : undefined;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('libs/artifact-store/artifact-store', () => {
  it('keeps bytes under their digest, two folders deep', async () => {
    const stored = await store.put(BYTES, { maxBytes: MAX });

    expect(stored).toEqual({ digest: DIGEST, size: BYTES.length });
    expect(store.path(DIGEST)).toBe(
      join(directory, 'sha256', DIGEST.slice(7, 9), DIGEST.slice(9, 11), DIGEST.slice(7)),
    );
    expect(await store.read(DIGEST, MAX)).toEqual(BYTES);
  });

  it('takes a stream in pieces', async () => {
    const pieces = [...BYTES].map((byte) => Buffer.from([byte]));

    const stored = await store.put(Readable.from(pieces), { maxBytes: MAX, digest: DIGEST });

    expect(stored.size).toBe(BYTES.length);
  });

  it.each([
    ['sha256', sri('sha256', BYTES)],
    ['sha384', sri('sha384', BYTES)],
    ['sha512', sri('sha512', BYTES)],
    ['the second of two', `${sri('sha512', Buffer.from('other'))} ${sri('sha512', BYTES)}`],
    ['a weak one beside a strong one', `sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA= ${sri('sha512', BYTES)}`],
  ])('accepts bytes of the stated integrity: %s', async (_, integrity) => {
    expect(await store.put(BYTES, { integrity, maxBytes: MAX })).toEqual({
      digest: DIGEST,
      size: BYTES.length,
    });
  });

  it.each<[string, { integrity?: string; digest?: Digest; maxBytes?: number }, ErrorCode]>([
    ['another digest', { digest: OTHER }, 'digest-mismatch'],
    ['another integrity', { integrity: sri('sha512', Buffer.from('other')) }, 'digest-mismatch'],
    [
      'a right weak hash beside a wrong strong one',
      { integrity: `${sri('sha256', BYTES)} ${sri('sha512', Buffer.from('x'))}` },
      'digest-mismatch',
    ],
    ['a SHA-1 alone', { integrity: sri('sha1', BYTES) }, 'digest-mismatch'],
    ['no integrity at all in the text', { integrity: '' }, 'digest-mismatch'],
    ['one byte too many', { maxBytes: BYTES.length - 1 }, 'artifact-too-large'],
  ])('keeps nothing of %s', async (_, expected, code) => {
    expect(await codeOf(store.put(BYTES, { maxBytes: MAX, ...expected }))).toBe(code);

    expect(await filesIn(directory)).toEqual([]);
  });

  it('keeps nothing of a source that breaks off, and says what the source said', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('begin');
        throw new Error('connection reset');
      })(),
    );

    await expect(store.put(broken, { maxBytes: MAX })).rejects.toThrow('connection reset');

    expect(await filesIn(directory)).toEqual([]);
  });

  it('names a full disk', async () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const source = Readable.from(
      (function* () {
        yield Buffer.from('begin');
        throw full;
      })(),
    );

    expect(await codeOf(store.put(source, { maxBytes: MAX }))).toBe('disk-full');
    expect(await filesIn(directory)).toEqual([]);
  });

  it('lets many writers put the same bytes at once', async () => {
    const writers = Array.from({ length: 20 }, () =>
      new ArtifactStore(directory).put(BYTES, { maxBytes: MAX }),
    );

    const stored = await Promise.all(writers);

    expect(new Set(stored.map((entry) => entry.digest))).toEqual(new Set([DIGEST]));
    expect(await filesIn(directory)).toEqual([DIGEST.slice(7)]);
  });

  it.each(['sha256', 'sha384', 'sha512'])(
    'finds bytes again by the %s integrity they came with',
    async (algorithm) => {
      const integrity = sri(algorithm, BYTES);
      await store.put(BYTES, { integrity, maxBytes: MAX });

      expect(await new ArtifactStore(directory).find(integrity)).toBe(DIGEST);
    },
  );

  it('finds nothing by an integrity that it was never given, or whose bytes are gone', async () => {
    const integrity = sri('sha512', BYTES);
    const before = await store.find(integrity);
    await store.put(BYTES, { integrity, maxBytes: MAX });
    await rm(store.path(DIGEST));

    expect([before, await store.find(integrity), await store.find(sri('sha384', BYTES))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('does not remember an integrity that did not match', async () => {
    const wrong = sri('sha512', Buffer.from('other'));
    await codeOf(store.put(BYTES, { integrity: wrong, maxBytes: MAX }));

    expect(await store.find(wrong)).toBeUndefined();
  });

  it('streams bytes and fails at the end where they were changed', async () => {
    await store.put(BYTES, { maxBytes: MAX });
    const whole = await buffer(await store.openChecked(DIGEST));
    await chmod(store.path(DIGEST), 0o600);
    await appendFile(store.path(DIGEST), '!');

    expect(whole).toEqual(BYTES);
    expect(await codeOf(buffer(await store.openChecked(DIGEST)))).toBe('digest-mismatch');
  });

  it('notices bytes that were changed where they lie', async () => {
    await store.put(BYTES, { maxBytes: MAX });
    await chmod(store.path(DIGEST), 0o600);
    await appendFile(store.path(DIGEST), '!');

    expect(await codeOf(store.read(DIGEST, MAX))).toBe('digest-mismatch');
  });

  it.each([
    ['has', () => store.has(OTHER)],
    [
      'has, of something that is there',
      async () => !(await store.has((await store.put(BYTES, { maxBytes: MAX })).digest)),
    ],
  ])('%s answers without reading', async (_, ask) => {
    expect(await ask()).toBe(false);
  });

  it.each([
    ['read', () => store.read(OTHER, MAX)],
    ['open', () => store.open(OTHER)],
    ['sizeOf', () => store.sizeOf(OTHER)],
    ['locate', () => store.locate(OTHER)],
  ])('%s says that a digest is missing', async (_, ask) => {
    expect(await codeOf(ask())).toBe('artifact-missing');
  });

  it('locates bytes that are here', async () => {
    await store.put(BYTES, { maxBytes: MAX });

    expect(await store.locate(DIGEST)).toBe(store.path(DIGEST));
  });

  it('does not read more than asked for', async () => {
    await store.put(BYTES, { maxBytes: MAX });

    expect(await codeOf(store.read(DIGEST, BYTES.length - 1))).toBe('artifact-too-large');
  });

  it('sweeps away what a writer that died has left, and nothing else', async () => {
    await store.put(BYTES, { maxBytes: MAX });
    const left = join(directory, 'incoming', 'left');
    await writeFile(left, 'half');

    const young = await store.sweep((await stat(left)).mtimeMs);
    const old = await store.sweep((await stat(left)).mtimeMs + 1);

    expect([young, old, await filesIn(directory)]).toEqual([0, 1, [DIGEST.slice(7)]]);
  });

  it('has nothing to sweep where nothing was put yet', async () => {
    expect(await store.sweep(Infinity)).toBe(0);
  });

  it.each(['sha256:../../etc/passwd', `sha256:${'A'.repeat(64)}`, 'sha512:00', ''])(
    'makes no path of %p, which is no digest',
    (text) => {
      expect(() => store.path(text)).toThrow();
    },
  );

  it('stores equal values under one digest', async () => {
    const first = await store.putJson({ b: 1, a: [1, 2] });
    const second = await store.putJson({ a: [1, 2], b: 1 });

    expect(first).toEqual(second);
    expect(JSON.parse((await store.read(first.digest, MAX)).toString())).toEqual({ a: [1, 2], b: 1 });
  });
});
