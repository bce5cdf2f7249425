import { DomainError, type Ecosystem, type PackageId } from '@sallyport/domain';
import type { Hit } from '../hits';
import { ByteReader, ByteWriter } from './bytes';
import { hitsIn } from './package-block';

/** Raised whenever packed bytes change their meaning, or what they are made from is read otherwise. */
export const INDEX_FORMAT = 1;

const MAGIC = Buffer.from('sallyport-advisories', 'ascii');
const NUMBER_BYTES = 4;
const HEAD_BYTES = MAGIC.length + 2 * NUMBER_BYTES;

export type PackageName = Pick<PackageId, 'ecosystem' | 'name'>;

/**
 * Every package that an advisory in force names, in one piece of memory outside of the heap: after the magic, the
 * format and the count of packages, a hash table of offsets (open addressing; 0 is free); behind it, each key with
 * its block. Nothing is built when it is loaded.
 */
export class AdvisoryIndex {
  private readonly slots: number;
  readonly packages: number;

  /** @param bytes as `packIndex` made them. @throws DomainError `advisories-unreadable` */
  constructor(private readonly bytes: Buffer) {
    if (formatOf(bytes) !== INDEX_FORMAT)
      throw new DomainError('advisories-unreadable', 'The packed index of advisories has another format', {
        hint: 'The scanner packs it again by itself; until then it asks the database.',
      });
    this.packages = bytes.readUInt32LE(MAGIC.length + NUMBER_BYTES);
    this.slots = slotsFor(this.packages);
  }

  get byteLength(): number {
    return this.bytes.length;
  }

  /** Which advisories affect the version. @param id normalised */
  hits(id: PackageId): Hit[] {
    const block = this.blockOf(id);
    return block === undefined ? [] : hitsIn(block, id);
  }

  blockOf(name: PackageName): Buffer | undefined {
    const key = indexKey(name);
    for (let slot = hashOf(key) & (this.slots - 1); ; slot = (slot + 1) & (this.slots - 1)) {
      const offset = this.bytes.readUInt32LE(HEAD_BYTES + slot * NUMBER_BYTES);
      if (offset === 0) return undefined;
      const reader = new ByteReader(this.bytes, offset);
      if (reader.compareNext(key) === 0) return reader.blob();
    }
  }

  *blocks(): Generator<{ key: Buffer; block: Buffer }> {
    const reader = new ByteReader(this.bytes, HEAD_BYTES + this.slots * NUMBER_BYTES);
    for (let left = this.packages; left > 0; left -= 1) yield { key: reader.blob(), block: reader.blob() };
  }
}

/** Undefined where these bytes are no index at all. */
export function formatOf(bytes: Buffer): number | undefined {
  const isIndex = bytes.length >= HEAD_BYTES && bytes.indexOf(MAGIC) === 0;
  return isIndex ? bytes.readUInt32LE(MAGIC.length) : undefined;
}

export function indexKey({ ecosystem, name }: PackageName): Buffer {
  return Buffer.from(`${ecosystem}/${name}`, 'utf8');
}

export function nameOfKey(key: string): PackageName {
  const slash = key.indexOf('/');
  return { ecosystem: key.slice(0, slash) as Ecosystem, name: key.slice(slash + 1) };
}

/** @param blocks by key, as `indexKey` spells it */
export function packIndex(blocks: ReadonlyMap<string, Buffer>): Buffer {
  const slots = slotsFor(blocks.size);
  const table = Buffer.alloc(slots * NUMBER_BYTES);
  const entries: Buffer[] = [];
  let offset = HEAD_BYTES + table.length;
  for (const [spelled, block] of blocks) {
    const key = Buffer.from(spelled, 'utf8');
    let slot = hashOf(key) & (slots - 1);
    while (table.readUInt32LE(slot * NUMBER_BYTES) !== 0) slot = (slot + 1) & (slots - 1);
    table.writeUInt32LE(offset, slot * NUMBER_BYTES);
    const writer = new ByteWriter();
    writer.blob(key);
    writer.blob(block);
    const entry = writer.toBuffer();
    entries.push(entry);
    offset += entry.length;
  }
  const head = Buffer.alloc(2 * NUMBER_BYTES);
  head.writeUInt32LE(INDEX_FORMAT, 0);
  head.writeUInt32LE(blocks.size, NUMBER_BYTES);
  return Buffer.concat([MAGIC, head, table, ...entries], offset);
}

/** A power of two, at most half of it taken: whoever looks finds a free place soon. */
function slotsFor(packages: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(packages, 1) * 2));
}

/** FNV-1a, 32 bits. */
function hashOf(key: Buffer): number {
  let hash = 0x811c9dc5;
  for (const byte of key) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
