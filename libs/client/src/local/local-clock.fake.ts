import type { LocalClock } from './local-clock';

/** Time moves only when told to; sleepers wake in order of their time. */
export class FakeLocalClock implements LocalClock {
  /** As if this machine's wall clock had been set. */
  wallJumpMs = 0;
  private elapsed = 5_000;
  private sleepers: { until: number; wake: () => void }[] = [];

  elapsedMs(): number {
    return this.elapsed;
  }

  wallMs(): number {
    return Date.UTC(2020, 0, 1) + this.elapsed + this.wallJumpMs;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.sleepers.push({ until: this.elapsed + ms, wake }));
  }

  /** Lets everything run that is due within the next `ms`. */
  async advance(ms: number): Promise<void> {
    const end = this.elapsed + ms;
    await settled();
    for (;;) {
      const [next] = this.sleepers.filter(({ until }) => until <= end).sort((a, b) => a.until - b.until);
      if (next === undefined) break;
      this.sleepers = this.sleepers.filter((sleeper) => sleeper !== next);
      this.elapsed = Math.max(this.elapsed, next.until);
      next.wake();
      await settled();
    }
    this.elapsed = end;
  }
}

/** All promise callbacks that can run without time passing have run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
}
