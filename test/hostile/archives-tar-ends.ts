import { gzipSync } from 'node:zlib';
import { tarballCase, type HostileArchive } from './archive';
import { entry, header, HOOK, MANIFEST, tar, tgz } from './tar';

/** Names that not every file system has, and archives that end where they should not. */
export const TAR_ENDS: readonly HostileArchive[] = [
  tarballCase(
    'a name that is not UTF-8',
    () => tgz({ name: '', rawName: Buffer.from('package/caf\u00e9.js', 'latin1'), content: 'x' }),
    'warning',
    'archive-odd-name',
  ),
  tarballCase(
    'a device of Windows',
    () => tgz({ name: 'package/aux.js', content: 'x' }),
    'warning',
    'archive-odd-name',
  ),
  tarballCase(
    'a name that ends in a dot',
    () => tgz({ name: 'package/a.js.', content: 'x' }),
    'warning',
    'archive-odd-name',
  ),
  tarballCase(
    'a stream of NTFS',
    () => tgz({ name: 'package/a.js:hidden', content: 'x' }),
    'warning',
    'archive-odd-name',
  ),
  tarballCase(
    'cut off in the gzip',
    () => tgz({ name: 'package/a.js', content: 'x'.repeat(5000) }).subarray(0, -20),
    'unknown',
    'archive-corrupt',
  ),
  tarballCase(
    'cut off in a header',
    () => gzipSync(Buffer.concat([MANIFEST, entry({ name: 'package/a.js' }).subarray(0, 300)])),
    'unknown',
    'archive-corrupt',
  ),
  tarballCase(
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
  tarballCase(
    'garbage after the end',
    () => Buffer.concat([tgz(), Buffer.from('garbage that nobody reads')]),
    'unknown',
    'archive-corrupt',
  ),
  tarballCase(
    'garbage after zeros after the end',
    () => Buffer.concat([tgz(), Buffer.alloc(8), Buffer.from('garbage')]),
    'suspicious',
    'archive-ambiguous',
  ),
  tarballCase(
    'a zip after the end',
    () => Buffer.concat([tgz(), Buffer.from('504b0304', 'hex'), Buffer.alloc(200, 1)]),
    'unknown',
    'archive-corrupt',
  ),
  tarballCase(
    'a gzip of two members, the second with a hook',
    () => Buffer.concat([gzipSync(MANIFEST), gzipSync(tar({ name: 'package/package.json', content: HOOK }))]),
    'malicious',
    'archive-duplicate-entry',
  ),
  tarballCase(
    'a second archive after the end of the first',
    () => gzipSync(Buffer.concat([tar(MANIFEST), tar({ name: 'package/package.json', content: HOOK })])),
    'malicious',
    'archive-duplicate-entry',
  ),
  tarballCase(
    'something before the gzip',
    () => Buffer.concat([Buffer.from('#!/bin/sh\n'), tgz()]),
    'unknown',
    'archive-corrupt',
  ),
  tarballCase('nothing', () => Buffer.alloc(0), 'unknown', 'archive-corrupt'),
  tarballCase('a gzip of nothing', () => gzipSync(''), 'suspicious', 'manifest-missing'),
  tarballCase('a tar without gzip', () => tar(MANIFEST), 'unknown', 'archive-corrupt'),
  tarballCase(
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
