import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zip, type ZipEntry } from '@sallyport/analysis/testing';
import { OsvExport } from './osv-export';
import { OSV_LIMITS, type OsvLimits } from './osv-limits';

let folder: string;
let server: Server | undefined;

async function read(source: string, limits: Partial<OsvLimits> = {}): Promise<string[]> {
  const seen: string[] = [];
  for await (const file of new OsvExport(join(folder, 'downloads'), {
    ...OSV_LIMITS,
    pausesMs: [1],
    ...limits,
  }).files(source)) {
    seen.push(`${file.file}: ${'bytes' in file ? file.bytes.toString() : `refused, ${file.refused}`}`);
  }
  return seen.sort();
}

async function zipped(entries: ZipEntry[]): Promise<string> {
  const path = join(folder, 'export.zip');
  await writeFile(path, zip(entries));
  return path;
}

async function serving(status: number, body: Buffer): Promise<string> {
  server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/all.zip`;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'osv-'));
});

afterEach(async () => {
  server?.close();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

describe('adapters/osv/osv-export', () => {
  it('reads a directory: JSON files only, no links, no folders', async () => {
    await mkdir(join(folder, 'nested.json'));
    await writeFile(join(folder, 'A.json'), '{}');
    await writeFile(join(folder, 'README.md'), 'x');
    await symlink('/etc/hostname', join(folder, 'B.json'));

    expect(await read(folder)).toEqual(['A.json: {}']);
  });

  it('reads a zip, in whichever folder its files lie', async () => {
    const path = await zipped([
      { name: 'A.json', content: '1' },
      { name: 'npm/B.json', content: '2' },
      { name: 'x.txt', content: '3' },
      { name: '../C.json', content: '4' },
    ]);

    expect(await read(path)).toEqual(['A.json: 1', 'B.json: 2', 'C.json: 4']);
  });

  it('reads a zip from an address', async () => {
    const seen = await read(await serving(200, zip([{ name: 'A.json', content: '1' }])));

    expect(seen).toEqual(['A.json: 1']);
  });

  it('refuses a record of 100 MB, and one that turns out to be, and reads the others', async () => {
    const large = Buffer.alloc(100 * 1024 * 1024, ' ');
    const bytes = zip([
      { name: 'A.json', content: '1' },
      { name: 'B.json', content: large },
      { name: 'C.json', content: large },
    ]);
    // C says that it has ten bytes, as a bomb does.
    bytes.writeUInt32LE(10, bytes.lastIndexOf(Buffer.from('C.json')) - 46 + 24);
    const path = join(folder, 'large.zip');
    await writeFile(path, bytes);

    expect(await read(path)).toEqual([
      'A.json: 1',
      'B.json: refused, larger than 8388608 bytes',
      expect.stringContaining('C.json: refused, cannot be unpacked'),
    ]);
  });

  it('counts what was unpacked in vain: many small lies are a bomb', async () => {
    const lies = Array.from({ length: 30 }, (_, n) => ({ name: `${n}.json`, content: Buffer.alloc(60_000) }));
    const bytes = zip(lies);
    for (const { name } of lies) bytes.writeUInt32LE(10, bytes.lastIndexOf(Buffer.from(name)) - 46 + 24);
    const path = join(folder, 'lies.zip');
    await writeFile(path, bytes);

    await expect(read(path, { recordBytes: 50_000, ratioFloorBytes: 200_000 })).rejects.toMatchObject({
      code: 'advisories-unreadable',
      message: expect.stringContaining('times its size'),
    });
  });

  it('refuses a record whose bytes are not those of its checksum', async () => {
    const bytes = zip([{ name: 'A.json', content: '{"id":"A"}' }]);
    bytes.writeUInt32LE(1, bytes.lastIndexOf(Buffer.from('A.json')) - 46 + 16);
    const path = join(folder, 'export.zip');
    await writeFile(path, bytes);

    expect(await read(path)).toEqual(['A.json: refused, is not what its checksum says']);
  });

  it.each([0.1, 0.5, 0.9, 0.999])('takes nothing of a zip of which %s is there', async (share) => {
    const entries = Array.from({ length: 50 }, (_, n) => ({ name: `${n}.json`, content: `{"n":${n}}` }));
    const bytes = zip(entries);
    const path = join(folder, 'cut.zip');
    await writeFile(path, bytes.subarray(0, Math.floor(bytes.length * share)));

    await expect(read(path)).rejects.toMatchObject({ code: 'advisories-unreadable' });
  });

  it('refuses one record that is too large and reads the others', async () => {
    const entries = [
      { name: 'A.json', content: 'x'.repeat(50) },
      { name: 'B.json', content: '1' },
    ];
    for (const { name, content } of entries) await writeFile(join(folder, name), content);
    const expected = ['A.json: refused, larger than 10 bytes', 'B.json: 1'];

    expect(await read(folder, { recordBytes: 10 })).toEqual(expected);
    expect(await read(await zipped(entries), { recordBytes: 10 })).toEqual(expected);
  });

  it.each<[string, () => Promise<string> | string, Partial<OsvLimits>]>([
    ['nothing there', () => join(folder, 'absent'), {}],
    ['no zip', async () => zipped([]).then(async (path) => (await writeFile(path, 'not a zip'), path)), {}],
    [
      'too many records in a zip',
      () =>
        zipped([
          { name: 'A.json', content: '' },
          { name: 'B.json', content: '' },
        ]),
      { records: 1 },
    ],
    [
      'too many bytes in a zip',
      () => zipped([{ name: 'A.json', content: 'x'.repeat(100) }]),
      { totalBytes: 50 },
    ],
    [
      'a bomb',
      () => zipped([{ name: 'A.json', content: 'x'.repeat(1_000_000) }]),
      { ratioFloorBytes: 1_000 },
    ],
    [
      'too many files in a directory',
      async () => (await writeFile(join(folder, 'A.json'), ''), folder),
      { records: 0 },
    ],
    ['an address that says no', () => serving(404, Buffer.from('')), {}],
    ['an address that says too much', () => serving(200, Buffer.alloc(1_000)), { zipBytes: 100 }],
    ['an address of no zip', () => serving(200, Buffer.from('<html>')), {}],
    ['an address that nobody serves', () => 'http://127.0.0.1:9/all.zip', {}],
  ])('says advisories-unreadable of %s', async (_, source, limits) => {
    await expect(read(await source(), limits)).rejects.toMatchObject({ code: 'advisories-unreadable' });
  });
});
