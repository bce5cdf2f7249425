import { crc32 } from 'node:zlib';
import { wheelCase, type HostileArchive } from './archive';
import { FILE, PAYLOAD, wheel } from './wheels';
import { u32, zip64End, zipOf } from './zip';

function withZip64(lie: Partial<Parameters<typeof zip64End>[0]>): Buffer {
  const plain = wheel([FILE]);
  const end = plain.subarray(-22);
  const directoryAt = end.readUInt32LE(16);
  const directorySize = end.readUInt32LE(12);
  const recordAt = directoryAt + directorySize;
  const zip64 = zip64End({ entries: 3, directorySize, directoryAt, recordAt, ...lie });
  return wheel([FILE], { zip64 });
}

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
    'suspicious',
    'archive-ambiguous',
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
