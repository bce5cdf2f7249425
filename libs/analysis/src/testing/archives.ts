import { createHash } from 'node:crypto';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';

/** 1980-01-01 in MS-DOS format: the earliest time a zip can state. */
const ZIP_DATE = 0x0021;

export type Files = Readonly<Record<string, string | Buffer>>;

/** An npm tarball of these files, in a folder `package/` as npm makes it. */
export function tarball(files: Files): Promise<Buffer> {
  return rawTarball(Object.entries(files).map(([path, content]) => [{ name: `package/${path}` }, content]));
}

/** A tarball with any headers, to build what npm would not. */
export async function rawTarball(
  entries: readonly (readonly [Partial<Header> & { name: string }, (string | Buffer)?])[],
): Promise<Buffer> {
  const stream = pack();
  for (const [header, content] of entries) {
    if (content === undefined) stream.entry(header);
    else stream.entry(header, content);
  }
  stream.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks));
}

/** A tar of one file, in the format of POSIX.1-1988. */
export function ustar(name: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o644, 8), 100);
  header.write(octal(Buffer.byteLength(content), 12), 124);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padded = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
  padded.write(content);
  return Buffer.concat([header, padded, Buffer.alloc(1024)]);
}

export function npmPackage(manifest: Record<string, unknown>, files: Files = {}): Promise<Buffer> {
  return tarball({
    'package.json': JSON.stringify({ name: 'sample', version: '1.0.0', ...manifest }),
    ...files,
  });
}

export interface ZipEntry {
  name: string;
  content: Buffer | string;
  /** Unix mode with file type; a regular file unless told. */
  mode?: number;
  /** A name for the local header that differs from the central directory's. */
  localName?: string;
  flags?: number;
  /** The packed bytes, where they are not what packing the content gives. */
  packed?: Buffer;
}

/** A zip by APPNOTE.TXT 4.3, deflated, without data descriptors. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content);
    const packed = entry.packed ?? deflateRawSync(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(entry.flags ?? 0x800, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt16LE(ZIP_DATE, 8);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(content.length, 18);
    const local = Buffer.concat([u32(0x04034b50), withName(shared, entry.localName ?? entry.name), packed]);
    const attributes = Buffer.alloc(14);
    attributes.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    attributes.writeUInt32LE(offset, 10);
    const central = withName(shared, entry.name);
    centrals.push(u32(0x02014b50), u16(0x0314), central.subarray(0, 26), attributes, central.subarray(26));
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

/** A wheel of these files, with METADATA, WHEEL and a RECORD that lists them all, unless given. */
export function wheel(files: Files, own: { name?: string; version?: string; record?: string } = {}): Buffer {
  const { name = 'sample', version = '1.0.0' } = own;
  const info = `${name}-${version}.dist-info`;
  const all: Record<string, string | Buffer> = {
    ...files,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n\nText.\nName: not-a-header\n`,
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\n',
  };
  const record =
    own.record ??
    [...Object.entries(all).map(([path, content]) => recordLine(path, content)), `${info}/RECORD,,`, ''].join(
      '\n',
    );
  return zip(
    [...Object.entries(all), [`${info}/RECORD`, record] as const].map(([path, content]) => ({
      name: path,
      content,
    })),
  );
}

export function recordLine(path: string, content: string | Buffer): string {
  const digest = createHash('sha256').update(content).digest('base64url');
  return `${path},sha256=${digest},${Buffer.byteLength(content)}`;
}

function withName(shared: Buffer, name: string): Buffer {
  shared.writeUInt16LE(Buffer.byteLength(name), 22);
  return Buffer.concat([shared, Buffer.from(name)]);
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
