import { gzipSync } from 'node:zlib';
import type { ArchiveContents } from '../facts/archive-contents';
import { rawTarball, tarball, wheel, zip } from '../testing/archives';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archive-limits';
import { readTarball } from './read-tarball';
import { readWheel } from './read-wheel';

const MIB = 1024 * 1024;
const ZEROS = Buffer.alloc(4 * MIB);
const SMALL: ArchiveLimits = { ...ARCHIVE_LIMITS, ratioFloorBytes: MIB, ratio: 50 };

const faultsOf = (contents: ArchiveContents) => contents.faults.map(({ kind, path }) => [kind, path]);

describe('archive', () => {
  it('reads a tarball under the paths npm unpacks to', async () => {
    const bytes = await tarball({
      'package.json': '{}',
      'lib/a.js': 'a()',
      'picture.png': Buffer.from('\u0089PNG\u0000'),
      'notes.rst': 'text',
      'addon.node': Buffer.from('\u007fELFx', 'latin1'),
    });

    const contents = await readTarball(bytes);

    expect(contents.faults).toEqual([]);
    expect(
      [...contents.files.values()].map((file) => [
        file.path,
        file.size,
        file.content?.toString(),
        file.isNative,
      ]),
    ).toEqual([
      ['package.json', 2, '{}', false],
      ['lib/a.js', 3, 'a()', false],
      ['picture.png', 6, undefined, false],
      ['notes.rst', 4, 'text', false],
      ['addon.node', 5, '\u007fELFx', true],
    ]);
    expect(contents.files.get('lib/a.js')?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reads a wheel', async () => {
    const contents = await readWheel(wheel({ 'sample/__init__.py': 'x = 1' }));

    expect(contents.faults).toEqual([]);
    expect([...contents.files.keys()]).toEqual([
      'sample/__init__.py',
      'sample-1.0.0.dist-info/METADATA',
      'sample-1.0.0.dist-info/WHEEL',
      'sample-1.0.0.dist-info/RECORD',
    ]);
  });

  it.each<[string, Parameters<typeof rawTarball>[0], [string, string | undefined][]]>([
    ['climbs out', [[{ name: 'package/../../x' }, 'x']], [['unsafe-path', 'package/../../x']]],
    ['is absolute', [[{ name: '/etc/x' }, 'x']], [['unsafe-path', '/etc/x']]],
    [
      'is a symbolic link',
      [[{ name: 'package/l', type: 'symlink', linkname: '/etc/passwd' }]],
      [['link', 'package/l']],
    ],
    [
      'is a hard link',
      [[{ name: 'package/l', type: 'link', linkname: 'package/a' }]],
      [['link', 'package/l']],
    ],
    ['is a device', [[{ name: 'package/d', type: 'character-device' }]], [['special', 'package/d']]],
    ['is a pipe', [[{ name: 'package/p', type: 'fifo' }]], [['special', 'package/p']]],
    [
      'comes twice',
      [
        [{ name: 'package/a.js' }, '1'],
        [{ name: 'package/./a.js' }, '2'],
      ],
      [['duplicate', 'a.js']],
    ],
    [
      'comes twice under another first folder',
      [
        [{ name: 'package/a.js' }, '1'],
        [{ name: 'other/a.js' }, '2'],
      ],
      [['duplicate', 'a.js']],
    ],
  ])('names a tar entry that %s, and reads the others', async (_, hostile, faults) => {
    const bytes = await rawTarball([...hostile, [{ name: 'package/last.js' }, 'last']]);

    const contents = await readTarball(bytes);

    expect(faultsOf(contents)).toEqual(faults);
    expect(contents.files.get('last.js')?.content?.toString()).toBe('last');
  });

  it.each<[string, Parameters<typeof zip>[0], [string, string | undefined][]]>([
    ['climbs out', [{ name: '../x.py', content: 'x' }], [['unsafe-path', '../x.py']]],
    ['is absolute', [{ name: '/x.py', content: 'x' }], [['unsafe-path', '/x.py']]],
    ['is a link', [{ name: 'l.py', content: '/etc/passwd', mode: 0o120777 }], [['link', 'l.py']]],
    ['is a device', [{ name: 'd', content: '', mode: 0o020666 }], [['special', 'd']]],
    [
      'comes twice',
      [
        { name: 'a.py', content: '1' },
        { name: './a.py', content: '2' },
      ],
      [['duplicate', 'a.py']],
    ],
  ])('names a zip entry that %s, and reads the others', async (_, hostile, faults) => {
    const contents = await readWheel(zip([...hostile, { name: 'last.py', content: 'last' }]));

    expect(faultsOf(contents)).toEqual(faults);
    expect(contents.files.get('last.py')?.content?.toString()).toBe('last');
  });

  it.each<
    [
      string,
      () => Promise<Buffer>,
      (bytes: Buffer, limits?: ArchiveLimits) => Promise<ArchiveContents>,
      Partial<ArchiveLimits>,
    ]
  >([
    ['a tarball that unpacks to far more', () => tarball({ 'a.txt': ZEROS }), readTarball, {}],
    ['a zip that unpacks to far more', async () => zip([{ name: 'a.txt', content: ZEROS }]), readWheel, {}],
    [
      'too many bytes in a tarball',
      () => tarball({ 'a.js': 'x'.repeat(2000) }),
      readTarball,
      { unpackedBytes: 1500 },
    ],
    [
      'too many bytes in a zip',
      async () => zip([{ name: 'a.js', content: 'x'.repeat(2000) }]),
      readWheel,
      { unpackedBytes: 1500 },
    ],
    ['too many entries in a tarball', () => tarball({ a: '1', b: '2', c: '3' }), readTarball, { entries: 2 }],
    [
      'too many entries in a zip',
      async () => zip(['a', 'b', 'c'].map((name) => ({ name, content: '' }))),
      readWheel,
      { entries: 2 },
    ],
  ])('stops at %s', async (_, build, read, limits) => {
    const contents = await read(await build(), { ...SMALL, ...limits });

    expect(contents.faults.at(-1)?.kind).toBe('limit');
  });

  it.each<[string, () => Promise<Buffer>, (bytes: Buffer) => Promise<ArchiveContents>]>([
    [
      'a tarball cut off',
      async () => (await tarball({ 'a.js': 'x'.repeat(5000) })).subarray(0, 60),
      readTarball,
    ],
    [
      'a tar cut off inside a whole gzip',
      async () => gzipSync(Buffer.from('package/a.js'.padEnd(100, '\u0000'))),
      readTarball,
    ],
    ['no gzip', async () => Buffer.from('not gzip'), readTarball],
    ['nothing', async () => Buffer.alloc(0), readTarball],
    ['a zip cut off', async () => wheel({ 'a.py': 'x' }).subarray(0, 80), readWheel],
    ['no zip', async () => Buffer.from('not a zip'), readWheel],
    [
      'a zip whose headers name two files',
      async () => zip([{ name: 'good.py', localName: 'evil.py', content: 'x' }]),
      readWheel,
    ],
    ['an encrypted entry', async () => zip([{ name: 'a.py', content: 'x', flags: 0x801 }]), readWheel],
  ])('says that %s is corrupt', async (_, build, read) => {
    const contents = await read(await build());

    expect(contents.faults.map((fault) => fault.kind)).toEqual(['corrupt']);
  });

  it.each<[string, string, string[]]>([
    ['one block', '0300', []],
    ['a stored block and a last one, as some packers write it', '000000ffff0300', []],
    ['a byte after all', '4b0400', ['corrupt']],
  ])('reads an empty entry that is packed: %s', async (_, hex, faults) => {
    const bytes = zip([{ name: 'a/__init__.py', content: '', packed: Buffer.from(hex, 'hex') }]);

    expect((await readWheel(bytes)).faults.map(({ kind }) => kind)).toEqual(faults);
  });

  it('keeps what a wheel says of itself, however much data stands before it', async () => {
    const data = Array.from({ length: 27 }, (_, n) => ({
      name: `a/data/${n}.json`,
      content: `${n}${'[1,2,3,4] '.repeat(100_000)}`,
    }));
    const { files } = await readWheel(
      zip([...data, { name: 'a-1.dist-info/METADATA', content: 'Name: a\n' }]),
    );

    expect(files.get('a-1.dist-info/METADATA')?.content?.toString()).toBe('Name: a\n');
    expect([...files.values()].filter(({ content }) => content === null).length).toBeGreaterThan(0);
  }, 60_000);

  it('keeps no content of a file above the limit, and still hashes it', async () => {
    const contents = await readTarball(await tarball({ 'big.js': 'x'.repeat(2000) }), {
      ...SMALL,
      keptFileBytes: 1000,
    });

    expect(contents.files.get('big.js')).toMatchObject({
      size: 2000,
      content: null,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});
