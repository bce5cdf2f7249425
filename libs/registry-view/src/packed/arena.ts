/** Addresses count in these, so that 32 bits reach 16 GiB. */
const UNIT = 4;
const CHUNK_BYTES = 1 << 20;
const UNITS_PER_CHUNK = CHUNK_BYTES / UNIT;
const MAX_CHUNKS = 2 ** 32 / UNITS_PER_CHUNK - 1;
/** A view of a few packages is small: chunks grow to their full size. */
const FIRST_CHUNK_BYTES = 1 << 12;
/** Before each record: its length, and whose it is. */
const HEADER_BYTES = 8;

interface Chunk {
  readonly bytes: Buffer;
  used: number;
  dead: number;
}

/** Who points into the arena. */
export interface Owners {
  /** Where the owner says that its record is. */
  addressOf(owner: number): number;
  /** The record has moved there. */
  moved(owner: number, address: number): void;
}

/**
 * Records outside the JavaScript heap. Bytes are written once and never again: a record is replaced by a new one, and
 * a chunk of which more than half is dead is left for its living records to be written anew. So whoever keeps a chunk
 * (a snapshot being packed) reads what was there when it took it, and no more than half of the memory is ever wasted.
 */
export class Arena {
  private readonly chunks: (Chunk | undefined)[] = [];
  private readonly vacant: number[] = [];
  private open: number | undefined;

  constructor(private readonly owners: Owners) {}

  /** The address is never 0. The owner is told nothing: it is the one who writes. */
  put(owner: number, record: Buffer): number {
    const size = align(HEADER_BYTES + record.length);
    const index = this.roomFor(size);
    const chunk = this.chunks[index] as Chunk;
    const offset = chunk.used;
    chunk.bytes.writeUInt32LE(record.length, offset);
    chunk.bytes.writeUInt32LE(owner, offset + 4);
    record.copy(chunk.bytes, offset + HEADER_BYTES);
    chunk.used += size;
    return index * UNITS_PER_CHUNK + offset / UNIT + 1;
  }

  /** The owner must not point there any more. */
  free(address: number): void {
    const index = chunkOf(address);
    const chunk = this.chunks[index];
    if (chunk === undefined) throw new RangeError(`Nothing is at the address ${address}`);
    chunk.dead += align(HEADER_BYTES + chunk.bytes.readUInt32LE(offsetOf(address)));
    if (index !== this.open && chunk.dead * 2 > chunk.used) this.leave(index, chunk);
  }

  /** The chunk that holds the record; it begins at `startOf(address)`. */
  bytesAt(address: number): Buffer {
    const chunk = this.chunks[chunkOf(address)];
    if (chunk === undefined) throw new RangeError(`Nothing is at the address ${address}`);
    return chunk.bytes;
  }

  startOf(address: number): number {
    return offsetOf(address) + HEADER_BYTES;
  }

  /** Bytes of memory that it takes. */
  get size(): number {
    return this.chunks.reduce((sum, chunk) => sum + (chunk?.bytes.length ?? 0), 0);
  }

  /** What is in it now, however it changes later. */
  frozen(): FrozenArena {
    return new FrozenArena(this.chunks.map((chunk) => chunk?.bytes));
  }

  private roomFor(size: number): number {
    // A large one has a chunk of its own, and the open one stays open.
    if (size > CHUNK_BYTES / 2) return this.opened(size);
    const open = this.open === undefined ? undefined : this.chunks[this.open];
    if (this.open !== undefined && open !== undefined && open.used + size <= open.bytes.length)
      return this.open;
    const full = this.open;
    const grown = Math.min(FIRST_CHUNK_BYTES * 4 ** Math.min(this.chunks.length, 8), CHUNK_BYTES);
    this.open = this.opened(Math.max(size, grown));
    // It could not be left while it was open. What lives on takes room in the new one.
    if (full !== undefined && open !== undefined && open.dead * 2 > open.used) this.leave(full, open);
    return this.roomFor(size);
  }

  private opened(capacity: number): number {
    const index = this.vacant.pop() ?? this.chunks.length;
    if (index >= MAX_CHUNKS) throw new RangeError('The registry takes more than 16 GiB of memory');
    this.chunks[index] = { bytes: Buffer.allocUnsafeSlow(capacity), used: 0, dead: 0 };
    return index;
  }

  private leave(index: number, { bytes, used }: Chunk): void {
    // First, so that nothing that is written meanwhile lands on it.
    this.chunks[index] = undefined;
    for (let offset = 0; offset < used;) {
      const length = bytes.readUInt32LE(offset);
      const owner = bytes.readUInt32LE(offset + 4);
      const start = offset + HEADER_BYTES;
      if (this.owners.addressOf(owner) === index * UNITS_PER_CHUNK + offset / UNIT + 1)
        this.owners.moved(owner, this.put(owner, bytes.subarray(start, start + length)));
      offset += align(HEADER_BYTES + length);
    }
    this.vacant.push(index);
  }
}

/** An arena as it was. */
export class FrozenArena {
  constructor(private readonly chunks: readonly (Buffer | undefined)[]) {}

  /** The record, and not a copy of it. */
  record(address: number): Buffer {
    const bytes = this.chunks[chunkOf(address)];
    if (bytes === undefined) throw new RangeError(`Nothing is at the address ${address}`);
    const offset = offsetOf(address);
    const start = offset + HEADER_BYTES;
    return bytes.subarray(start, start + bytes.readUInt32LE(offset));
  }
}

function chunkOf(address: number): number {
  return Math.floor((address - 1) / UNITS_PER_CHUNK);
}

function offsetOf(address: number): number {
  return ((address - 1) % UNITS_PER_CHUNK) * UNIT;
}

function align(size: number): number {
  return Math.ceil(size / UNIT) * UNIT;
}
