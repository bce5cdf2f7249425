import { Clock } from './clock';

const LONG_MS = 60_000;
const STEPS = 300;

/** Time moves only when told to; sleepers wake in order of their time. */
export class FakeClock extends Clock {
  private elapsed = 1_000;
  private sleepers: { until: number; wake: () => void }[] = [];

  now(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.elapsed);
  }

  elapsedMs(): number {
    return this.elapsed;
  }

  /** As if this machine's wall clock had been set. */
  wallJumpMs = 0;

  wallMs(): number {
    return this.now().getTime() + this.wallJumpMs;
  }

  agree(): void {
    // One clock for all in a test.
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.sleepers.push({ until: this.elapsed + ms, wake }));
  }

  /**
   * Lets everything run that is due within the next `ms`, each at its time; over hours in a few hundred steps, for
   * some things are due several times a second.
   */
  async advance(ms: number): Promise<void> {
    const end = this.elapsed + ms;
    const step = ms > LONG_MS ? ms / STEPS : 0;
    await settled();
    for (;;) {
      const [next] = this.sleepers.filter(({ until }) => until <= end).sort((a, b) => a.until - b.until);
      if (next === undefined) break;
      this.sleepers = this.sleepers.filter((sleeper) => sleeper !== next);
      this.elapsed = Math.max(this.elapsed, Math.min(end, Math.max(next.until, this.elapsed + step)));
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
