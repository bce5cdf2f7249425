const MIB = 1024 * 1024;
/** Of one file of machine code: tables of symbols lie near its start, tables of sections near its end. */
const KEPT_HEAD = 32 * MIB;
const KEPT_TAIL = 8 * MIB;

/**
 * The beginning and the end of a file that comes in pieces; what lies between is let go. Numbers are read with bounds:
 * offsets in machine code are its author's to choose, and what is not there is undefined, never an exception.
 */
export class KeptBytes {
  private readonly heads: Buffer[] = [];
  private readonly tails: Buffer[] = [];
  private headSize = 0;
  private tailSize = 0;
  private head = Buffer.alloc(0);
  private tail = Buffer.alloc(0);
  size = 0;
  isLittle = true;

  static of(bytes: Buffer): KeptBytes {
    const kept = new KeptBytes();
    kept.take(bytes);
    return kept.close();
  }

  take(chunk: Buffer): void {
    this.size += chunk.length;
    const room = Math.max(KEPT_HEAD - this.headSize, 0);
    if (room > 0) this.heads.push(chunk.subarray(0, room));
    this.headSize += Math.min(room, chunk.length);
    if (room >= chunk.length) return;
    this.tails.push(chunk.subarray(room));
    this.tailSize += chunk.length - room;
    while (this.tailSize - (this.tails[0]?.length ?? 0) >= KEPT_TAIL)
      this.tailSize -= this.tails.shift()?.length ?? 0;
  }

  /** After the last piece. */
  close(): this {
    this.head = Buffer.concat(this.heads.splice(0));
    this.tail = Buffer.concat(this.tails.splice(0));
    return this;
  }

  get isWhole(): boolean {
    return this.head.length + this.tail.length === this.size;
  }

  /** `length` bytes at `offset`, or undefined where not all of them were kept. */
  slice(offset: number, length: number): Buffer | undefined {
    if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(length) || offset < 0 || length < 0)
      return undefined;
    if (offset + length <= this.head.length) return this.head.subarray(offset, offset + length);
    const start = offset - (this.size - this.tail.length);
    if (start >= 0 && start + length <= this.tail.length) return this.tail.subarray(start, start + length);
    if (!this.isWhole || offset + length > this.size) return undefined;
    return Buffer.concat([this.head.subarray(offset), this.tail.subarray(0, start + length)]);
  }

  /** As `slice`, without what lies behind the end of the file or of what was kept. */
  upTo(offset: number, length: number): Buffer {
    const whole = this.slice(offset, length);
    if (whole !== undefined) return whole;
    if (offset < 0 || offset >= this.size || !(length > 0)) return Buffer.alloc(0);
    if (offset < this.head.length) return this.head.subarray(offset, offset + length);
    const start = offset - (this.size - this.tail.length);
    return start >= 0 ? this.tail.subarray(start, start + length) : Buffer.alloc(0);
  }

  u8(offset: number): number | undefined {
    return this.slice(offset, 1)?.[0];
  }

  u16(offset: number): number | undefined {
    const bytes = this.slice(offset, 2);
    return this.isLittle ? bytes?.readUInt16LE() : bytes?.readUInt16BE();
  }

  u32(offset: number): number | undefined {
    const bytes = this.slice(offset, 4);
    return this.isLittle ? bytes?.readUInt32LE() : bytes?.readUInt32BE();
  }

  /** Undefined too where it is larger than a file can be. */
  u64(offset: number): number | undefined {
    const bytes = this.slice(offset, 8);
    if (bytes === undefined) return undefined;
    const value = Number(this.isLittle ? bytes.readBigUInt64LE() : bytes.readBigUInt64BE());
    return Number.isSafeInteger(value) ? value : undefined;
  }

  /** Text up to the next zero byte; undefined where it is empty, too long, or not printable. */
  name(offset: number): string | undefined {
    const bytes = this.upTo(offset, MAX_NAME);
    const end = bytes.indexOf(0);
    const text = bytes.toString('latin1', 0, end === -1 ? bytes.length : end);
    return text !== '' && /^[\x21-\x7e]+$/.test(text) ? text : undefined;
  }
}

/** Characters of a symbol's name; mangled names may be longer, and are then cut. */
const MAX_NAME = 256;
