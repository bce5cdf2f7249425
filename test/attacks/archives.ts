import { createHash } from 'node:crypto';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

export type Files = Readonly<Record<string, string | Buffer>>;

/** The time npm itself writes into every entry, so that equal files make equal tarballs. */
const NPM_TIME = new Date('1985-10-26T08:15:00.000Z');
/** 1980-01-01 in MS-DOS format: the earliest time a zip can state. */
const ZIP_DATE = 0x0021;

/** An npm tarball: every file below `package/`. Equal files give equal bytes. */
export function npmTarball(files: Files): Promise<Buffer> {
  return tarGz('package', files);
}

/** A source distribution: every file below `<name>-<version>/`, as PEP 625 has it. */
export function sdist(name: string, version: string, files: Files): Promise<Buffer> {
  return tarGz(`${wheelName(name)}-${version}`, files);
}

/** A wheel by PEP 427: the files and a RECORD of them all. METADATA and WHEEL are among the files. */
export function wheel(name: string, version: string, files: Files): Buffer {
  const info = `${wheelName(name)}-${version}.dist-info`;
  const lines = Object.entries(files).map(([path, content]) => recordLine(path, content));
  const record = [...lines, `${info}/RECORD,,`, ''].join('\n');
  return zip([...Object.entries(files), [`${info}/RECORD`, record]]);
}

/** One line of RECORD: path, digest, size in bytes. */
export function recordLine(path: string, content: string | Buffer): string {
  const digest = createHash('sha256').update(content).digest('base64url');
  return `${path},sha256=${digest},${Buffer.byteLength(content)}`;
}

/** A name as file names of wheels and sdists spell it (PEP 427, PEP 625). */
export function wheelName(name: string): string {
  return name.replace(/[-_.]+/g, '_').toLowerCase();
}

async function tarGz(root: string, files: Files): Promise<Buffer> {
  const stream = pack();
  for (const [path, content] of Object.entries(files))
    stream.entry({ name: `${root}/${path}`, mtime: NPM_TIME, mode: 0o644 }, content);
  stream.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks));
}

/** A zip by APPNOTE.TXT 4.3: deflated, UTF-8 names, no data descriptors. */
function zip(entries: readonly (readonly [string, string | Buffer])[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of entries) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x800, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt16LE(ZIP_DATE, 8);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((0o100644 << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const local = Buffer.concat([u32(0x04034b50), head, Buffer.from(name), packed]);
    centrals.push(Buffer.concat([u32(0x02014b50), u16(0x0314), head, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, u32(0x06054b50), end]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
