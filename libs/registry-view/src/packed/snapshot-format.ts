import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Raised with every change of how snapshots are written, of the tags of values, and of the schemas of what is in them
 * (snapshot-format.spec.ts notices): a release reads only what was packed as it packs itself.
 */
export const PACKED_FORMAT = 4;

/** A part stays below this, unless one record alone is larger; and far below what the bus lets a message be. */
export const MAX_PART_BYTES = 4 * 1024 * 1024;
/** Parts are closed at this size: none takes long to make, and checks are answered between two of them. */
export const PART_BYTES = 1024 * 1024;

/** What a part is made of, one after the other. The first byte of each. */
export const FRAME = { vocabulary: 1, agent: 2, record: 3, name: 4, row: 5, end: 6 } as const;

const MAGIC = Buffer.from('SALLYVIEW', 'latin1');
const FORMAT_AT = MAGIC.length;
const INDEX_AT = FORMAT_AT + 2;
const LAST_AT = INDEX_AT + 4;
const REVISION_AT = LAST_AT + 1;
const ID_AT = REVISION_AT + 6;
export const ID_BYTES = 8;
const HASH_AT = ID_AT + ID_BYTES;
const HASH_BYTES = 32;
export const HEADER_BYTES = HASH_AT + HASH_BYTES;

export interface PartHeader {
  readonly index: number;
  readonly isLast: boolean;
  readonly revision: number;
  /** Drawn for every snapshot, so that parts of two are never taken for one. */
  readonly id: Buffer;
}

/** Bytes that are no snapshot of this format, or not whole: another way to load the registry has to be taken. */
export class UnreadableSnapshot extends Error {}

/** `part`: room for the header, then the content. */
export function seal(part: Buffer, { index, isLast, revision, id }: PartHeader): Buffer {
  MAGIC.copy(part);
  part.writeUInt16LE(PACKED_FORMAT, FORMAT_AT);
  part.writeUInt32LE(index, INDEX_AT);
  part.writeUInt8(isLast ? 1 : 0, LAST_AT);
  part.writeUIntLE(revision, REVISION_AT, 6);
  id.copy(part, ID_AT);
  hashOf(part).copy(part, HASH_AT);
  return part;
}

/** @throws UnreadableSnapshot */
export function unseal(part: Buffer): PartHeader & { readonly content: Buffer } {
  if (part.length < HEADER_BYTES || !part.subarray(0, FORMAT_AT).equals(MAGIC))
    throw new UnreadableSnapshot('This is no part of a packed snapshot');
  const format = part.readUInt16LE(FORMAT_AT);
  if (format !== PACKED_FORMAT)
    throw new UnreadableSnapshot(
      `The snapshot is of the format ${format}; this release reads ${PACKED_FORMAT}`,
    );
  if (!timingSafeEqual(hashOf(part), part.subarray(HASH_AT, HEADER_BYTES)))
    throw new UnreadableSnapshot('A part of the snapshot is not what was packed');
  return {
    index: part.readUInt32LE(INDEX_AT),
    isLast: part.readUInt8(LAST_AT) === 1,
    revision: part.readUIntLE(REVISION_AT, 6),
    id: part.subarray(ID_AT, HASH_AT),
    content: part.subarray(HEADER_BYTES),
  };
}

function hashOf(part: Buffer): Buffer {
  return createHash('sha256').update(part.subarray(0, HASH_AT)).update(part.subarray(HEADER_BYTES)).digest();
}
