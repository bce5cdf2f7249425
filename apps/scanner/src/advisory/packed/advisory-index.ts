import { DomainError, type Ecosystem, type PackageId } from '@sallyport/domain';
import type { Hit } from '../hits';
import { ByteReader, ByteWriter } from './bytes';
import { hitsIn } from './package-block';

/** Raised whenever packed bytes change their meaning, or what they are made from is read otherwise. */
export const INDEX_FORMAT = 1;

const MAGIC = Buffer.from('sallyport-advisories', 'ascii');
const NUMBER_BYTES = 4;

export type PackageName = Pick<PackageId, 'ecosystem' | 'name'>;

/**
 * Every package that an advisory in force names, in one piece of memory outside of the heap: after the magic, the
 * format and the count, one offset for each package, in the order of their keys; behind them, each key with its
 * block. Nothing is built when it is loaded.
 */
export class AdvisoryIndex {
  private readonly first = MAGIC.length + 2 * NUMBER_BYTES;
  readonly packages: number;

  /** @param bytes as `packIndex` made them. @throws DomainError `advisories-unreadable` */
  constructor(private readonly bytes: Buffer) {
    if (formatOf(bytes) !== INDEX_FORMAT)
      throw new DomainError('advisories-unreadable', 'The packed index of advisories has another format', {
        hint: 'The scanner packs it again by itself; until then it asks the database.',
      });
    this.packages = bytes.readUInt32LE(MAGIC.length + NUMBER_BYTES);
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
    let [low, high] = [0, this.packages];
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.entry(middle);
      const order = Buffer.compare(key, entry.key);
      if (order === 0) return entry.block;
      if (order < 0) high = middle;
      else low = middle + 1;
    }
    return undefined;
  }

  /** In the order of keys. */
  *blocks(): Generator<{ key: Buffer; block: Buffer }> {
    for (let index = 0; index < this.packages; index += 1) yield this.entry(index);
  }

  private entry(index: number): { key: Buffer; block: Buffer } {
    const offset = this.bytes.readUInt32LE(this.first + index * NUMBER_BYTES);
    const reader = new ByteReader(this.bytes, offset);
    return { key: reader.blob(), block: reader.blob() };
  }
}

/** Undefined where these bytes are no index at all. */
export function formatOf(bytes: Buffer): number | undefined {
  const isIndex = bytes.length >= MAGIC.length + 2 * NUMBER_BYTES && bytes.indexOf(MAGIC) === 0;
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
  const entries = [...blocks]
    .map(([key, block]) => ({ key: Buffer.from(key, 'utf8'), block }))
    .sort((a, b) => Buffer.compare(a.key, b.key));
  const offsets = Buffer.alloc(entries.length * NUMBER_BYTES);
  const first = MAGIC.length + 2 * NUMBER_BYTES + offsets.length;
  const parts: Buffer[] = [];
  let length = first;
  entries.forEach(({ key, block }, index) => {
    offsets.writeUInt32LE(length, index * NUMBER_BYTES);
    const writer = new ByteWriter();
    writer.blob(key);
    writer.blob(block);
    const part = writer.toBuffer();
    parts.push(part);
    length += part.length;
  });
  const head = Buffer.alloc(2 * NUMBER_BYTES);
  head.writeUInt32LE(INDEX_FORMAT, 0);
  head.writeUInt32LE(entries.length, NUMBER_BYTES);
  return Buffer.concat([MAGIC, head, offsets, ...parts], length);
}
