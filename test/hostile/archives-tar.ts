import { tarballCase, type HostileArchive } from './archive';
import { base256, entry, header, HOOK, pax, tgz } from './tar';

export const TAR_TRICKS: readonly HostileArchive[] = [
  tarballCase(
    'a path that climbs out',
    () => tgz({ name: 'package/../../../etc/cron.d/x', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  tarballCase(
    'an absolute path',
    () => tgz({ name: '/etc/cron.d/x', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  tarballCase(
    'a drive letter',
    () => tgz({ name: 'C:/Windows/x.dll', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  tarballCase(
    'backslashes that climb out',
    () => tgz({ name: 'package\\..\\..\\x', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  tarballCase(
    'backslashes as separators',
    () => tgz({ name: 'package\\lib\\x.js', content: 'x' }),
    'warning',
    'archive-odd-name',
  ),
  tarballCase(
    'a path that climbs by its prefix',
    () => tgz({ name: 'x', prefix: 'package/../..', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  tarballCase(
    'a symbolic link to outside',
    () => tgz({ name: 'package/l', type: '2', linkname: '../../../../etc' }),
    'suspicious',
    'archive-link',
  ),
  tarballCase(
    'a symbolic link within',
    () => tgz({ name: 'package/l', type: '2', linkname: 'package.json' }),
    'suspicious',
    'archive-link',
  ),
  tarballCase(
    'a file through a link',
    () => tgz({ name: 'package/l', type: '2', linkname: '/tmp' }, { name: 'package/l/x', content: 'x' }),
    'suspicious',
    'archive-link',
  ),
  tarballCase(
    'links that point at each other',
    () =>
      tgz({ name: 'package/a', type: '2', linkname: 'b' }, { name: 'package/b', type: '2', linkname: 'a' }),
    'suspicious',
    'archive-link',
  ),
  tarballCase(
    'a chain of links',
    () =>
      tgz(
        ...Array.from({ length: 60 }, (_, at) => ({
          name: `package/${at}`,
          type: '2',
          linkname: `${at + 1}`,
        })),
      ),
    'suspicious',
    'archive-link',
  ),
  tarballCase(
    'a hard link to outside',
    () => tgz({ name: 'package/l', type: '1', linkname: '/etc/passwd' }),
    'suspicious',
    'archive-link',
  ),
  tarballCase(
    'a hard link over the manifest',
    () =>
      tgz(
        { name: 'package/l', type: '1', linkname: 'package/package.json' },
        { name: 'package/l', content: HOOK },
      ),
    'suspicious',
    'archive-link',
  ),
  tarballCase(
    'a link with content that hides the next entry',
    () =>
      tgz({
        name: 'package/l',
        type: '2',
        linkname: 'x',
        content: entry({ name: 'package/package.json', content: HOOK }),
      }),
    'suspicious',
    'archive-link',
  ),
  tarballCase(
    'a pax header that makes a file a link',
    () => tgz(pax({ linkpath: '/etc/passwd' }), { name: 'package/l', type: '2', linkname: 'harmless' }),
    'suspicious',
    'archive-link',
  ),
  tarballCase(
    'a character device',
    () => tgz({ name: 'package/d', type: '3' }),
    'suspicious',
    'archive-special-entry',
  ),
  tarballCase('a pipe', () => tgz({ name: 'package/p', type: '6' }), 'suspicious', 'archive-special-entry'),
  tarballCase(
    'an unknown type of entry',
    () => tgz({ name: 'package/p', type: 'Q' }),
    'suspicious',
    'archive-special-entry',
  ),
  tarballCase(
    'a sparse file (GNU)',
    () => tgz({ name: 'package/s.js', type: 'S', content: 'x' }),
    'suspicious',
    'archive-special-entry',
  ),
  tarballCase(
    'a sparse file (pax)',
    () =>
      tgz(pax({ 'GNU.sparse.major': '1', 'GNU.sparse.name': 'package/index.js' }), {
        name: 'package/x',
        content: 'x',
      }),
    'suspicious',
    'archive-special-entry',
  ),
  tarballCase(
    'a pax header that renames to the manifest',
    () => tgz(pax({ path: 'package/package.json' }), { name: 'package/readme', content: HOOK }),
    'malicious',
    'hook-remote-code',
  ),
  tarballCase(
    'a GNU long name that renames to the manifest',
    () =>
      tgz(
        { name: '././@LongLink', type: 'L', content: 'package/package.json\0' },
        { name: 'package/readme', content: HOOK },
      ),
    'malicious',
    'hook-remote-code',
  ),
  tarballCase(
    'a pax header with another size',
    () => tgz(pax({ size: '4' }), { name: 'package/a.js', content: 'x'.repeat(2000) }),
    'unknown',
    'archive-corrupt',
  ),
  tarballCase(
    'a pax header for all entries, with a size',
    () => tgz(pax({ size: '600' }, 'g'), { name: 'package/a.js', content: 'x' }),
    'suspicious',
    'archive-ambiguous',
  ),
  tarballCase(
    'a pax header of no records',
    () =>
      tgz(
        { name: 'x', type: 'x', content: 'garbage without any length\n' },
        { name: 'package/a.js', content: 'x' },
      ),
    'suspicious',
    'archive-ambiguous',
  ),
  tarballCase(
    'a negative size in base 256',
    () => tgz(header({ name: 'package/a.js', sizeField: base256(Array<number>(12).fill(0xff)) })),
    'unknown',
    'archive-corrupt',
  ),
  tarballCase(
    'a size of 2^80 in base 256',
    () => tgz(header({ name: 'package/a.js', sizeField: base256([0x80, 0, 1]) })),
    'unknown',
    'archive-corrupt',
  ),
  tarballCase(
    'a size that is no number',
    () => tgz(header({ name: 'package/a.js', sizeField: 'zzzzzzzzzzz\0' })),
    'unknown',
    'archive-corrupt',
  ),
  tarballCase(
    'a checksum that is none',
    () => tgz({ name: 'package/a.js', content: 'x', checksum: 'zzzzzzz\0' }),
    'unknown',
    'archive-corrupt',
  ),
  tarballCase(
    'a header of no known format',
    () => tgz({ name: 'package/a.js', content: 'x', magic: 'nothing\0' }),
    'unknown',
    'archive-corrupt',
  ),
  tarballCase(
    'the same path twice',
    () => tgz({ name: 'package/a.js', content: '1' }, { name: 'package/a.js', content: '2' }),
    'suspicious',
    'archive-duplicate-entry',
  ),
  tarballCase(
    'paths that differ in case',
    () => tgz({ name: 'package/Index.js', content: '1' }, { name: 'package/index.js', content: '2' }),
    'warning',
    'archive-odd-name',
  ),
  tarballCase(
    'paths that differ in how accents are spelled',
    () =>
      tgz({ name: 'package/caf\u00e9.js', content: '1' }, { name: 'package/cafe\u0301.js', content: '2' }),
    'warning',
    'archive-odd-name',
  ),
  tarballCase(
    'two manifests',
    () => tgz({ name: 'package/package.json', content: HOOK }),
    'malicious',
    'archive-duplicate-entry',
  ),
  tarballCase(
    'two top folders',
    () => tgz({ name: 'other/package.json', content: HOOK }),
    'malicious',
    'archive-duplicate-entry',
  ),
  tarballCase(
    'a manifest in another case',
    () => tgz({ name: 'package/Package.json', content: HOOK }),
    'warning',
    'archive-odd-name',
  ),
  tarballCase(
    'a NUL in a name',
    () => tgz(pax({ path: 'package/a.js\u0000.txt' }), { name: 'x', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  tarballCase(
    'a line break in a name',
    () => tgz({ name: 'package/a\nb.js', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  tarballCase(
    'a name that turns text around',
    () => tgz({ name: 'package/a\u202esj.exe', content: 'x' }),
    'warning',
    'file-name-deceptive',
  ),
];
