/**
 * Work that arrives many pieces at a time, done a few in a turn: what a turn has sent is on its way while the next one
 * works, so whoever waits for many answers has the first of them to go on with. The first few are done at once.
 */
export class Slices<T> {
  private inTurn = 0;
  private waiting: T[] = [];
  private next = 0;

  /** @param work never throws */
  constructor(
    private readonly size: number,
    private readonly work: (piece: T) => void,
  ) {}

  add(piece: T): void {
    if (this.inTurn >= this.size) {
      this.waiting.push(piece);
      return;
    }
    this.inTurn += 1;
    this.work(piece);
    // After the work: a microtask that it has put there, to send what it made, comes first.
    if (this.inTurn === 1) queueMicrotask(this.turn);
  }

  private readonly turn = (): void => {
    const end = Math.min(this.next + this.size, this.waiting.length);
    this.inTurn = end - this.next;
    while (this.next < end) this.work(this.waiting[this.next++] as T);
    if (this.next === this.waiting.length) {
      this.waiting = [];
      this.next = 0;
    }
    if (this.inTurn > 0) queueMicrotask(this.turn);
  };
}
