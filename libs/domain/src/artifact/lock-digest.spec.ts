import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import { Lock, type FetchedLock } from './lock';
import { canonicalLock, lockDigest } from './lock-digest';

const LOCK: Lock = {
  ecosystem: 'npm',
  target: 'node-22-linux-x64-glibc',
  requirements: ['a@^1', 'b@^2'],
  roots: ['node_modules/a', 'node_modules/b'],
  packages: [
    {
      name: 'a',
      version: '1.0.0',
      path: 'node_modules/a',
      artifact: {
        kind: 'tarball',
        filename: 'a-1.0.0.tgz',
        url: 'https://one.invalid/a.tgz',
        integrity: 'sha512-aaaa',
      },
      dependencies: ['node_modules/b'],
    },
    {
      name: 'b',
      version: '2.0.0',
      path: 'node_modules/b',
      artifact: {
        kind: 'tarball',
        filename: 'b-2.0.0.tgz',
        url: 'https://one.invalid/b.tgz',
        integrity: 'sha512-bbbb',
      },
      dependencies: [],
    },
  ],
};
const [A, B] = LOCK.packages as [Lock['packages'][number], Lock['packages'][number]];
const withB = (change: Partial<typeof B>): Lock => ({ ...LOCK, packages: [A, { ...B, ...change }] });

const FETCHED: FetchedLock = {
  ...LOCK,
  packages: LOCK.packages.map((entry) => ({ ...entry, digest: `sha256:${'0'.repeat(64)}` })),
};

describe('artifact/lock-digest', () => {
  it('is a SHA-256 digest', () => {
    expect(lockDigest(LOCK)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it.each<[string, Lock]>([
    ['another mirror', withB({ artifact: { ...B.artifact, url: 'http://two.invalid/x/b.tgz' } })],
    ['another publish time', withB({ publishedAt: '2026-01-01T00:00:00Z' })],
    ['a stated size', withB({ artifact: { ...B.artifact, size: 5 } })],
    ['another order of packages', { ...LOCK, packages: [B, A] }],
    [
      'another order of requirements and roots',
      { ...LOCK, requirements: ['b@^2', 'a@^1'], roots: [...LOCK.roots].reverse() },
    ],
    ['the digests that fetching adds', FETCHED],
    ['no install script said aloud', withB({ hasInstallScript: false })],
  ])('stays the same with %s', (_, other) => {
    expect(lockDigest(other)).toBe(lockDigest(LOCK));
  });

  it.each<[string, Lock]>([
    ['another integrity', withB({ artifact: { ...B.artifact, integrity: 'sha512-cccc' } })],
    ['another version', withB({ version: '2.0.1' })],
    ['another name under the same path', withB({ name: 'c' })],
    ['another place', withB({ path: 'node_modules/a/node_modules/b' })],
    ['another edge', withB({ dependencies: ['node_modules/a'] })],
    ['an install script', withB({ hasInstallScript: true })],
    ['another target', { ...LOCK, target: 'node-22-linux-arm64-glibc' }],
    ['another ecosystem', { ...LOCK, ecosystem: 'pypi' }],
    ['another requirement', { ...LOCK, requirements: ['a@^1'] }],
    ['another root', { ...LOCK, roots: ['node_modules/a'] }],
    ['a package less', { ...LOCK, packages: [A] }],
  ])('changes with %s', (_, other) => {
    expect(lockDigest(other)).not.toBe(lockDigest(LOCK));
  });
});

describe('artifact/lock-digest, canonicalLock', () => {
  it('is a lock, and its own canonical form', () => {
    const canonical = canonicalLock(FETCHED);

    expect(Lock.parse(canonical)).toEqual(canonical);
    expect(canonicalLock(canonical)).toEqual(canonical);
  });

  it('is what the digest is the digest of', () => {
    const bytes = canonicalJson(canonicalLock(LOCK));

    expect(lockDigest(LOCK)).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
  });
});
