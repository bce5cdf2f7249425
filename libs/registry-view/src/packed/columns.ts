const FIRST_CAPACITY = 16;
/** Half as much again: doubling would leave half of a large column empty. */
const GROWTH = 1.5;

/** A list of 32-bit numbers outside the JavaScript heap. */
export class Column {
  length = 0;
  private values = new Uint32Array(FIRST_CAPACITY);

  /** Of an index below `length`. */
  at(index: number): number {
    return this.values[index] as number;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }

  /** Its index. */
  push(value: number): number {
    if (this.length === this.values.length) {
      const grown = new Uint32Array(Math.ceil(this.values.length * GROWTH));
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length] = value;
    return this.length++;
  }

  copy(): Uint32Array {
    return this.values.slice(0, this.length);
  }
}

/** Of every 16 slots, this many may be taken. */
const FULL = 11;

/** Finds numbers (from 0) by a hash of what they stand for. What stands for what is the owner's to say. */
export class HashIndex {
  /** One more than the number; 0: nothing. */
  private slots = new Uint32Array(FIRST_CAPACITY);
  private taken = 0;

  constructor(private readonly hashOf: (number: number) => number) {}

  /** The first slot to look at. */
  first(hash: number): number {
    return hash & (this.slots.length - 1);
  }

  next(slot: number): number {
    return (slot + 1) & (this.slots.length - 1);
  }

  /** -1: nothing, and nothing further on. */
  at(slot: number): number {
    return (this.slots[slot] as number) - 1;
  }

  /** One that is not in it yet. */
  add(number: number): void {
    if ((this.taken + 1) * 16 > this.slots.length * FULL) this.grow();
    this.place(number);
    this.taken += 1;
  }

  private place(number: number): void {
    let slot = this.first(this.hashOf(number));
    while (this.slots[slot] !== 0) slot = this.next(slot);
    this.slots[slot] = number + 1;
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Uint32Array(before.length * 2);
    for (const held of before) if (held !== 0) this.place(held - 1);
  }
}
