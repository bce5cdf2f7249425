import type { FetchedPackage, ManifestInside } from '@sallyport/domain';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WheelManifests } from './wheel-manifests';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'wheel-manifests-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** CRC-32 as zip has it; Node.js 20 has none of its own. */
function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

/** A zip of stored files (APPNOTE.TXT 4.3). */
function zip(files: readonly (readonly [name: string, text: string])[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const [path, content] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, content]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, path]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function inside(bytes: Buffer, kind = 'wheel'): Promise<ManifestInside | undefined> {
  const path = join(folder, 'artifact');
  writeFileSync(path, bytes);
  return new WheelManifests({ path: () => path }).inside({
    digest: 'd',
    artifact: { kind },
  } as FetchedPackage);
}

const METADATA = 'Name: thing\nProject-URL: Source, https://github.com/acme/thing\n';
const FILE = ['thing-1.0.dist-info/METADATA', METADATA] as const;

describe('installer-python/index/wheel-manifests', () => {
  it('reads the metadata, and that nothing runs', async () => {
    expect(await inside(zip([['thing/__init__.py', ''], FILE]))).toEqual({
      ...{ repository: 'https://github.com/acme/thing', installScripts: false },
    });
  });

  it('does not take the metadata of what is vendored', async () => {
    const vendored = [
      'thing/vendor/x-1.dist-info/METADATA',
      'Home-page: https://github.com/eve/x\n',
    ] as const;

    expect(await inside(zip([vendored, FILE]))).toMatchObject({
      repository: 'https://github.com/acme/thing',
    });
  });

  it.each<[string, () => Buffer]>([
    ['there is none', () => zip([['thing/__init__.py', '']])],
    ['there are two, and who unpacks chooses', () => zip([FILE, FILE])],
    ['it is no archive', () => Buffer.from('not zip')],
    ['it breaks off', () => zip([FILE]).subarray(0, 60)],
  ])('knows nothing where %s', async (_title, bytes) => {
    expect(await inside(bytes())).toBeUndefined();
  });

  it('knows nothing of what is no wheel, or is not there', async () => {
    const gone = new WheelManifests({ path: () => join(folder, 'nothing') });

    expect(await inside(zip([FILE]), 'sdist')).toBeUndefined();
    expect(await gone.inside({ digest: 'd', artifact: { kind: 'wheel' } } as FetchedPackage)).toBeUndefined();
  });
});
