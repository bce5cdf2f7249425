interface Due {
  readonly at: number;
  run: (() => void) | undefined;
}

/** Numbers from 0 up to 1, the same for the same seed on every machine (mulberry32). */
export function drawsOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * What happens in a simulated world, one thing after the other. Between two things every promise callback runs that
 * can, so one thing is one step of one process.
 */
export class SimulatedTime {
  now = 0;
  private readonly queue: Due[] = [];

  /** Things of one moment happen in the order in which they were asked for. Returns what takes it back. */
  after(ms: number, run: () => void): () => void {
    const at = this.now + ms;
    let index = this.queue.length;
    while (index > 0 && (this.queue[index - 1] as Due).at > at) index -= 1;
    const due: Due = { at, run };
    this.queue.splice(index, 0, due);
    return () => (due.run = undefined);
  }

  async runFor(ms: number): Promise<void> {
    const end = this.now + ms;
    for (let next = this.queue[0]; next !== undefined && next.at <= end; next = this.queue[0]) {
      this.queue.shift();
      if (next.run === undefined) continue;
      this.now = next.at;
      next.run();
      await new Promise((done) => setImmediate(done));
    }
    this.now = end;
  }
}
