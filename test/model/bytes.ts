/** A model's state is one row of bytes, so that millions of them can be kept and compared exactly. */

/** Named bytes at a place of a row, read and written as properties. */
export type Fields<F extends string> = Record<F, number>;

/** A class whose instances are a window of `fields.length` bytes on a row. */
export function fieldsOf<F extends string>(
  fields: readonly F[],
): new (row: Uint8Array, at: number) => Fields<F> {
  class Window {
    constructor(
      readonly row: Uint8Array,
      readonly at: number,
    ) {}
  }
  fields.forEach((field, place) => {
    Object.defineProperty(Window.prototype, field, {
      get(this: Window) {
        return this.row[this.at + place];
      },
      set(this: Window, value: number) {
        this.row[this.at + place] = value;
      },
    });
  });
  return Window as unknown as new (row: Uint8Array, at: number) => Fields<F>;
}

// Jest's globals are slow to look up, and this is where the time goes.
const { imul } = Math;

/** Rows are kept as words, which are four times quicker to compare. */
export const WORD_BYTES = 4;

const CHUNK_BITS = 16;
const ROWS_PER_CHUNK = 1 << CHUNK_BITS;

/** Rows of one width in words, each kept once, in the order in which they came. */
export class Rows {
  private readonly chunks: Int32Array[] = [];
  private table = new Int32Array(1 << 16);
  private size = 0;

  constructor(private readonly width: number) {}

  get count(): number {
    return this.size;
  }

  /** A window on a kept row; not to be written. */
  at(index: number): Int32Array {
    const place = (index & (ROWS_PER_CHUNK - 1)) * this.width;
    return this.chunkOf(index).subarray(place, place + this.width);
  }

  /** Where it is kept now; -1: it was there before. */
  add(row: Int32Array): number {
    if (this.size * 2 >= this.table.length) this.grow();
    let slot = this.slotOf(row);
    for (; this.table[slot] !== 0; slot = (slot + 1) & (this.table.length - 1))
      if (this.equals((this.table[slot] as number) - 1, row)) return -1;
    const index = this.size;
    if ((index & (ROWS_PER_CHUNK - 1)) === 0) this.chunks.push(new Int32Array(this.width * ROWS_PER_CHUNK));
    this.chunkOf(index).set(row, (index & (ROWS_PER_CHUNK - 1)) * this.width);
    this.size += 1;
    this.table[slot] = this.size;
    return index;
  }

  private chunkOf(index: number): Int32Array {
    return this.chunks[index >>> CHUNK_BITS] as Int32Array;
  }

  private equals(index: number, row: Int32Array): boolean {
    const chunk = this.chunkOf(index);
    const place = (index & (ROWS_PER_CHUNK - 1)) * this.width;
    for (let i = 0; i < this.width; i += 1) if (chunk[place + i] !== row[i]) return false;
    return true;
  }

  private slotOf(row: Int32Array): number {
    let hash = 0;
    for (let i = 0; i < row.length; i += 1) {
      hash = imul(hash ^ (row[i] as number), 0x9e3779b1);
      // Multiplying carries nothing down to the low bits, which choose the slot.
      hash ^= hash >>> 15;
    }
    return hash & (this.table.length - 1);
  }

  private grow(): void {
    this.table = new Int32Array(this.table.length * 2);
    for (let index = 0; index < this.size; index += 1) {
      let slot = this.slotOf(this.at(index));
      while (this.table[slot] !== 0) slot = (slot + 1) & (this.table.length - 1);
      this.table[slot] = index + 1;
    }
  }
}
