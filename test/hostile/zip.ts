import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip with any headers, right or wrong (APPNOTE.TXT 4.3). What is not told is as it should be. */
export interface ZipPart {
  name: string | Buffer;
  content?: Buffer | string;
  method?: number;
  flags?: number;
  mode?: number;
  /** Packed bytes, where they are not the content deflated. */
  packed?: Buffer;
  crc?: number;
  size?: number;
  packedSize?: number;
  /** What the local header says otherwise. */
  local?: Partial<Pick<ZipPart, 'name' | 'method' | 'flags' | 'crc' | 'size' | 'packedSize'>>;
  /** Not in the directory, or in it alone. */
  only?: 'local' | 'central';
  /** Where the directory says that it lies, where that is not so. */
  at?: number;
  descriptor?: boolean;
  extra?: Buffer;
}

export interface ZipEnd {
  entries?: number;
  directorySize?: number;
  directoryAt?: number;
  comment?: Buffer;
  /** Bytes before the first entry, and after the end. */
  before?: Buffer;
  after?: Buffer;
  /** Between the last entry and the directory. */
  between?: Buffer;
  isShifted?: boolean;
  zip64?: Buffer;
}

export function zipOf(parts: readonly ZipPart[], end: ZipEnd = {}): Buffer {
  const locals: Buffer[] = [end.before ?? Buffer.alloc(0)];
  const centrals: Buffer[] = [];
  // Prepended data that nobody accounted for leaves all offsets as they were.
  let offset = end.isShifted === true ? 0 : (locals[0] as Buffer).length;
  for (const part of parts) {
    const { local, central } = headers(part, offset);
    if (part.only !== 'central') {
      locals.push(local);
      offset += local.length;
    }
    if (part.only !== 'local') centrals.push(central);
  }
  const between = end.between ?? Buffer.alloc(0);
  const directory = Buffer.concat(centrals);
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(end.entries ?? centrals.length, 8);
  record.writeUInt16LE(end.entries ?? centrals.length, 10);
  record.writeUInt32LE(end.directorySize ?? directory.length, 12);
  record.writeUInt32LE(end.directoryAt ?? offset + between.length, 16);
  record.writeUInt16LE(end.comment?.length ?? 0, 20);
  const parts64 = [...locals, between, directory, end.zip64 ?? Buffer.alloc(0)];
  return Buffer.concat([...parts64, record, end.comment ?? Buffer.alloc(0), end.after ?? Buffer.alloc(0)]);
}

function headers(part: ZipPart, offset: number): { local: Buffer; central: Buffer } {
  const content = Buffer.from(part.content ?? '');
  const method = part.method ?? 8;
  const packed = part.packed ?? (method === 8 ? deflateRawSync(content) : content);
  const told = {
    name: part.name,
    method,
    flags: (part.flags ?? 0x800) | (part.descriptor === true ? 8 : 0),
    crc: part.crc ?? crc32(content),
    size: part.size ?? content.length,
    packedSize: part.packedSize ?? packed.length,
  };
  const inLocal = {
    ...told,
    ...(part.descriptor === true ? { crc: 0, size: 0, packedSize: 0 } : {}),
    ...part.local,
  };
  const extra = part.extra ?? Buffer.alloc(0);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(((part.mode ?? 0o100644) << 16) >>> 0, 6);
  tail.writeUInt32LE(part.at ?? offset, 10);
  const name = Buffer.from(told.name as string);
  return {
    local: Buffer.concat([
      u32(0x04034b50),
      fields(inLocal, 0),
      Buffer.from(inLocal.name as string),
      packed,
      part.descriptor === true
        ? Buffer.concat([u32(0x08074b50), u32(told.crc), u32(told.packedSize), u32(told.size)])
        : Buffer.alloc(0),
    ]),
    central: Buffer.concat([
      u32(0x02014b50),
      Buffer.from([0x14, 0x03]),
      fields(told, extra.length),
      tail,
      name,
      extra,
    ]),
  };
}

function fields(
  told: Required<Pick<ZipPart, 'name' | 'method' | 'flags' | 'crc' | 'size' | 'packedSize'>>,
  extra: number,
): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(20, 0);
  bytes.writeUInt16LE(told.flags, 2);
  bytes.writeUInt16LE(told.method, 4);
  bytes.writeUInt32LE(told.crc, 10);
  bytes.writeUInt32LE(told.packedSize, 14);
  bytes.writeUInt32LE(told.size, 18);
  bytes.writeUInt16LE(Buffer.from(told.name as string).length, 22);
  bytes.writeUInt16LE(extra, 24);
  return bytes;
}

/** The record and locator of a zip64 end (4.3.14, 4.3.15). */
export function zip64End(told: {
  entries: number;
  directorySize: number;
  directoryAt: number;
  recordAt: number;
}): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(told.entries), 24);
  record.writeBigUInt64LE(BigInt(told.entries), 32);
  record.writeBigUInt64LE(BigInt(told.directorySize), 40);
  record.writeBigUInt64LE(BigInt(told.directoryAt), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(told.recordAt), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
