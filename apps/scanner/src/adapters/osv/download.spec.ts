import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokenServer, type Answering } from '../../testing/broken-server';
import { download } from './download';
import { OSV_LIMITS, type OsvLimits } from './osv-limits';

const BODY = randomBytes(300_000);
const OTHER = randomBytes(200_000);
const SHA256 = createHash('sha256').update(BODY).digest();
const MD5 = createHash('md5').update(BODY).digest('base64');

let folder: string;
let server: BrokenServer;

async function fetched(attempts: number, own: { suffix?: string; limits?: Partial<OsvLimits> } = {}) {
  const file = await download({
    url: `${server.url}${own.suffix ?? ''}`,
    folder,
    limits: { ...OSV_LIMITS, pausesMs: Array.from({ length: attempts - 1 }, () => 1), ...own.limits },
  });
  return readFile(file.path);
}

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'osv-')), 'downloads');
  server = await BrokenServer.serving(BODY);
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const ranges = () => server.seen.map(({ range }) => range);

describe('adapters/osv/download', () => {
  it('goes on where the network was lost, again and again', async () => {
    server.plan({ cutAfter: 100_000 }, { cutAfter: 50_000 }, { status: 503 }, {});

    expect((await fetched(4)).equals(BODY)).toBe(true);
    expect(ranges()).toEqual([undefined, 'bytes=100000-', 'bytes=150000-', 'bytes=150000-']);
  });

  it('goes on in the next import where this one gives up', async () => {
    server.plan({ cutAfter: 120_000 });
    await expect(fetched(1)).rejects.toMatchObject({ code: 'advisories-unreadable' });
    server.plan({});

    expect((await fetched(1)).equals(BODY)).toBe(true);
    expect(ranges()).toEqual([undefined, 'bytes=120000-']);
  });

  it('does not fetch again what is whole and still the same', async () => {
    server.plan({});
    await fetched(1);

    expect((await fetched(1)).equals(BODY)).toBe(true);
    expect(server.seen.map(({ sent }) => sent)).toEqual([BODY.length, 0]);
  });

  it.each<[string, Answering[]]>([
    ['is another one by now', [{ cutAfter: 100_000 }, { etag: '"two"', body: OTHER }]],
    ['comes from a server without ranges', [{ cutAfter: 100_000 }, { ignoresRanges: true, body: OTHER }]],
    [
      'has a weak validator',
      [
        { cutAfter: 100_000, etag: 'W/"one"' },
        { etag: 'W/"one"', body: OTHER },
      ],
    ],
    ['is shorter by now', [{ cutAfter: 100_000 }, { body: BODY.subarray(0, 90_000) }, { body: OTHER }]],
    [
      'comes in another part than was asked for',
      [{ cutAfter: 100_000 }, { headers: { 'content-range': 'bytes 7-9/10' }, status: 206 }, { body: OTHER }],
    ],
  ])('begins again where it %s', async (_, plans) => {
    server.plan(...plans);

    expect((await fetched(3)).equals(OTHER)).toBe(true);
  });

  it.each<[string, string, Record<string, string>]>([
    ['the address', `#sha256=${SHA256.toString('hex')}`, {}],
    ['Repr-Digest', '', { 'repr-digest': `sha-256=:${SHA256.toString('base64')}:` }],
    ['the object store', '', { 'x-goog-hash': `crc32c=AAAAAA==, md5=${MD5}` }],
  ])('holds the bytes to the checksum of %s', async (_, suffix, headers) => {
    server.plan({ headers });
    expect((await fetched(1, { suffix })).equals(BODY)).toBe(true);

    server.plan({ headers, body: OTHER, etag: '"two"' });
    await expect(fetched(2, { suffix })).rejects.toMatchObject({ code: 'advisories-unreadable' });
  });

  it('keeps nothing of bytes that are not those of their checksum', async () => {
    const headers = { 'x-goog-hash': `md5=${MD5}` };
    server.plan({ headers, body: OTHER }, { headers });

    expect((await fetched(2)).equals(BODY)).toBe(true);
    expect(ranges()).toEqual([undefined, undefined]);
  });

  it.each<[string, Answering, Partial<OsvLimits>]>([
    ['too much', {}, { zipBytes: 1_000 }],
    ['an answer that says no', { status: 404 }, {}],
  ])('gives up at once on %s', async (_, plan, limits) => {
    server.plan(plan);

    await expect(fetched(3, { limits })).rejects.toMatchObject({ code: 'advisories-unreadable' });
    expect(server.seen).toHaveLength(1);
  });

  it('tells how far it is', async () => {
    const told: unknown[] = [];
    await download({
      ...{ url: server.url, folder, limits: OSV_LIMITS },
      onFetched: (fetching) => told.push(fetching),
    });

    expect(told[0]).toEqual({ bytes: 0, totalBytes: BODY.length });
    expect(told.at(-1)).toEqual({ bytes: BODY.length, totalBytes: BODY.length });
  });

  it('does not use a directory that others can write to', async () => {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o777);

    await expect(fetched(1)).rejects.toMatchObject({ message: expect.stringContaining('alone') });
    expect(server.seen).toEqual([]);
  });
});
