import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import type { HostileArchive } from './archive';
import { u32, zip64End, zipOf, type ZipEnd, type ZipPart } from './zip';

const MIB = 1024 * 1024;
const INFO = 'sample-1.0.0.dist-info';
const METADATA = 'Metadata-Version: 2.1\nName: sample\nVersion: 1.0.0\n';
/** Held wherever it is seen. */
const PAYLOAD = `import os, base64\nexec(base64.b64decode('${Buffer.from('print(1)').toString('base64')}'))\n`;
const ZEROS = Buffer.alloc(256 * MIB);

/** An honest wheel's own files, with a RECORD of the parts that lists what is asked for. */
function parts(own: readonly ZipPart[], record?: string): ZipPart[] {
  const line = (path: string, content: Buffer | string) =>
    `${path},sha256=${createHash('sha256').update(content).digest('base64url')},${Buffer.byteLength(content)}`;
  const lines = own
    .filter(({ only }) => only !== 'local')
    .map(({ name, content }) => line(String(name), content ?? ''));
  const all = [...lines, line(`${INFO}/METADATA`, METADATA), `${INFO}/RECORD,,`, ''].join('\n');
  return [
    ...own,
    { name: `${INFO}/METADATA`, content: METADATA },
    { name: `${INFO}/RECORD`, content: record ?? all },
  ];
}

const wheel = (own: readonly ZipPart[], end: ZipEnd = {}) => zipOf(parts(own), end);
const FILE: ZipPart = { name: 'sample/a.py', content: 'x = 1\n' };
const wheelCase = (
  what: string,
  build: HostileArchive['build'],
  verdict: HostileArchive['verdict'],
  rule: string,
) => ({ ecosystem: 'pypi', what, build, verdict, rule }) as const;

/** Many entries that all unpack the same bytes (D. Fifield, "A better zip bomb", 2019). */
function overlapping(): Buffer {
  const kernel = deflateRawSync(Buffer.alloc(8 * MIB));
  const shared: ZipPart = { name: 'a', content: Buffer.alloc(8 * MIB), packed: kernel };
  const copies = Array.from({ length: 400 }, (): ZipPart => ({ ...shared, only: 'central', at: 0 }));
  return wheel([shared, ...copies]);
}

/** Each entry's content begins with the quoted local header of the next. */
function quoted(): Buffer {
  const inner = zipOf([{ name: 'b.py', content: PAYLOAD }]);
  const header = inner.subarray(0, inner.indexOf(u32(0x02014b50)));
  const length = Buffer.from([header.length & 0xff, header.length >> 8]);
  const quote = Buffer.concat([
    Buffer.from([0]),
    length,
    Buffer.from(length.map((byte) => ~byte)),
    header,
    Buffer.from([3, 0]),
  ]);
  const at = 30 + 'a.bin'.length + 5;
  return wheel([
    { name: 'a.bin', content: header, packed: quote },
    { name: 'b.py', content: PAYLOAD, only: 'central', at },
  ]);
}

function withZip64(lie: Partial<Parameters<typeof zip64End>[0]>): Buffer {
  const plain = wheel([FILE]);
  const end = plain.subarray(-22);
  const directoryAt = end.readUInt32LE(16);
  const directorySize = end.readUInt32LE(12);
  const recordAt = directoryAt + directorySize;
  const zip64 = zip64End({ entries: 3, directorySize, directoryAt, recordAt, ...lie });
  return wheel([FILE], { zip64 });
}

export const ZIP_BOMBS: readonly HostileArchive[] = [
  wheelCase(
    'a zip bomb',
    () => wheel([{ name: 'a.txt', content: ZEROS }]),
    'unknown',
    'archive-limit-exceeded',
  ),
  wheelCase(
    'a zip bomb that tells a small size',
    () => wheel([{ name: 'a.txt', content: ZEROS, size: 10 }]),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase('entries that share one content', overlapping, 'unknown', 'archive-limit-exceeded'),
  wheelCase('entries that quote the headers of the next', quoted, 'suspicious', 'archive-ambiguous'),
  wheelCase(
    'a bomb in a zip within',
    () => wheel([{ name: 'sample/in.zip', content: zipOf([{ name: 'a', content: ZEROS }]) }]),
    'warning',
    'code-unread',
  ),
  wheelCase(
    'zips in zips in zips',
    () =>
      wheel([
        {
          name: 'sample/1.zip',
          content: zipOf([
            {
              name: '2.zip',
              content: zipOf([{ name: '3.zip', content: zipOf([{ name: 'x.py', content: PAYLOAD }]) }]),
            },
          ]),
        },
      ]),
    'warning',
    'code-unread',
  ),
  wheelCase(
    '65,000 entries',
    () =>
      zipOf(
        parts(
          Array.from({ length: 65_000 }, (_, at) => ({
            name: `sample/${at}.py`,
            content: 'x = 1',
            method: 0,
          })),
          '',
        ),
      ),
    'warning',
    'record-unlisted-file',
  ),
];

export const ZIP_TRICKS: readonly HostileArchive[] = [
  wheelCase(
    'a path that climbs out',
    () => wheel([{ name: '../../x.py', content: 'x' }]),
    'suspicious',
    'archive-unsafe-path',
  ),
  wheelCase(
    'an absolute path',
    () => wheel([{ name: '/etc/x.py', content: 'x' }]),
    'suspicious',
    'archive-unsafe-path',
  ),
  wheelCase(
    'a drive letter',
    () => wheel([{ name: 'C:\\x.py', content: 'x' }]),
    'suspicious',
    'archive-unsafe-path',
  ),
  wheelCase(
    'backslashes that climb out',
    () => wheel([{ name: 'a\\..\\..\\x.py', content: 'x' }]),
    'suspicious',
    'archive-unsafe-path',
  ),
  wheelCase(
    'a symbolic link',
    () => wheel([{ name: 'l.py', content: '/etc/passwd', mode: 0o120777 }]),
    'suspicious',
    'archive-link',
  ),
  wheelCase('a device', () => wheel([{ name: 'd', mode: 0o020666 }]), 'suspicious', 'archive-special-entry'),
  wheelCase(
    'a local header with another name',
    () => wheel([{ ...FILE, local: { name: 'sample/evil.py' } }]),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase(
    'a local header with another method',
    () => wheel([{ ...FILE, local: { method: 0 } }]),
    'suspicious',
    'archive-ambiguous',
  ),
  wheelCase(
    'a local header with another size',
    () => wheel([{ ...FILE, local: { size: 3 } }]),
    'suspicious',
    'archive-ambiguous',
  ),
  wheelCase(
    'a local header with another packed size',
    () => wheel([{ ...FILE, local: { packedSize: 3 } }]),
    'suspicious',
    'archive-ambiguous',
  ),
  wheelCase(
    'a local header with another checksum',
    () => wheel([{ ...FILE, local: { crc: 1 } }]),
    'suspicious',
    'archive-ambiguous',
  ),
  wheelCase(
    'a local header with other flags',
    () => wheel([{ ...FILE, local: { flags: 0x808 } }]),
    'suspicious',
    'archive-ambiguous',
  ),
  wheelCase('a wrong checksum', () => wheel([{ ...FILE, crc: 1 }]), 'unknown', 'archive-corrupt'),
  wheelCase('a size too large', () => wheel([{ ...FILE, size: 1000 }]), 'unknown', 'archive-corrupt'),
  wheelCase('a size too small', () => wheel([{ ...FILE, size: 1 }]), 'unknown', 'archive-corrupt'),
  wheelCase(
    'a packed size beyond the end',
    () => wheel([{ ...FILE, packedSize: 0x7fffffff }]),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase(
    'an entry that lies nowhere',
    () => wheel([FILE, { name: 'b.py', content: 'x', only: 'central', at: 0x7ffffff0 }]),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase('deflate64', () => wheel([{ ...FILE, method: 9 }]), 'unknown', 'archive-corrupt'),
  wheelCase('LZMA', () => wheel([{ ...FILE, method: 14 }]), 'unknown', 'archive-corrupt'),
  wheelCase(
    'a method that there is not',
    () => wheel([{ ...FILE, method: 999 }]),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase('an encrypted entry', () => wheel([{ ...FILE, flags: 0x801 }]), 'unknown', 'archive-corrupt'),
  wheelCase('encrypted headers', () => wheel([{ ...FILE, flags: 0x2840 }]), 'unknown', 'archive-corrupt'),
  wheelCase(
    'content that is not deflated',
    () => wheel([{ ...FILE, packed: Buffer.from('not deflated at all') }]),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase(
    'an entry that the directory hides',
    () => wheel([{ name: 'sample/__init__.py', content: PAYLOAD, only: 'local' }, FILE]),
    'suspicious',
    'archive-ambiguous',
  ),
  wheelCase(
    'an entry between the last and the directory',
    () => wheel([FILE], { between: Buffer.from('hidden bytes') }),
    'suspicious',
    'archive-ambiguous',
  ),
  wheelCase(
    'an end that counts too few entries',
    () => wheel([FILE, { name: 'sample/b.py', content: PAYLOAD }], { entries: 1 }),
    'suspicious',
    'archive-ambiguous',
  ),
  wheelCase('an end that counts too many', () => wheel([FILE], { entries: 9 }), 'unknown', 'archive-corrupt'),
  wheelCase(
    'an end with another size of the directory',
    () => wheel([FILE], { directorySize: 60 }),
    'suspicious',
    'archive-ambiguous',
  ),
  wheelCase(
    'an end with another place of the directory',
    () => wheel([FILE], { directoryAt: 0 }),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase(
    'a zip64 end with fewer entries',
    () => withZip64({ entries: 1 }),
    'suspicious',
    'archive-ambiguous',
  ),
  wheelCase(
    'a zip64 end with 2^60 entries',
    () => withZip64({ entries: 2 ** 52 }),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase(
    'a zip64 end that lies nowhere',
    () => withZip64({ recordAt: 2 ** 40 }),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase(
    'a zip64 extra field cut off',
    () => wheel([{ ...FILE, size: 0xffffffff, extra: Buffer.from('0100040001000000', 'hex') }]),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase(
    'the same path twice',
    () => wheel([FILE, { ...FILE, content: 'x = 2\n' }]),
    'suspicious',
    'archive-duplicate-entry',
  ),
  wheelCase(
    'the same path by a detour',
    () => wheel([FILE, { name: 'sample/./a.py', content: 'x = 2\n' }]),
    'suspicious',
    'archive-duplicate-entry',
  ),
  wheelCase(
    'paths that differ in case',
    () => wheel([FILE, { name: 'Sample/A.py', content: 'x = 2\n' }]),
    'warning',
    'archive-odd-name',
  ),
  wheelCase(
    'a folder that is a file',
    () => wheel([{ name: 'sample/', content: PAYLOAD }]),
    'suspicious',
    'archive-ambiguous',
  ),
  wheelCase(
    'a NUL in a name',
    () => wheel([{ name: 'sample/a.py\u0000.txt', content: 'x' }]),
    'suspicious',
    'archive-unsafe-path',
  ),
  wheelCase(
    'another name in an extra field',
    () => wheel([{ ...FILE, extra: unicodePath('sample/evil.py', 'sample/a.py') }]),
    'suspicious',
    'archive-ambiguous',
  ),
  wheelCase(
    'prepended data (a polyglot)',
    () => wheel([FILE], { before: Buffer.from('#!/bin/sh\necho x\n') }),
    'suspicious',
    'archive-ambiguous',
  ),
  wheelCase(
    'prepended data that no offset knows of',
    () => wheel([FILE], { before: Buffer.from('MZ program'), isShifted: true }),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase(
    'data after the end',
    () => wheel([FILE], { after: Buffer.from('garbage') }),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase(
    'a comment that is an end',
    () => wheel([FILE], { comment: zipOf([]) }),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase(
    'a comment that holds an end',
    () => wheel([FILE], { comment: Buffer.concat([zipOf([]), Buffer.from('!')]) }),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase(
    'two wheels, one after the other',
    () => Buffer.concat([wheel([{ name: 'evil.py', content: PAYLOAD }]), wheel([FILE])]),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase(
    'data descriptors that lie',
    () =>
      wheel([
        { ...FILE, descriptor: true, local: { size: 9, crc: 9 } },
        { name: 'sample/b.py', content: PAYLOAD, descriptor: true },
      ]),
    'malicious',
    'import-hidden-code',
  ),
  wheelCase('cut off in the directory', () => wheel([FILE]).subarray(0, -60), 'unknown', 'archive-corrupt'),
  wheelCase('cut off in an entry', () => wheel([FILE]).subarray(0, 40), 'unknown', 'archive-corrupt'),
  wheelCase('nothing', () => Buffer.alloc(0), 'unknown', 'archive-corrupt'),
  wheelCase('an empty zip', () => zipOf([]), 'suspicious', 'manifest-missing'),
];

/** APPNOTE.TXT 4.6.9: a name in UTF-8 that programs may take instead of the one in the header. */
function unicodePath(name: string, header: string): Buffer {
  const data = Buffer.concat([Buffer.from([1]), u32(crc32(header)), Buffer.from(name)]);
  return Buffer.concat([Buffer.from([0x75, 0x70, data.length, 0]), data]);
}
