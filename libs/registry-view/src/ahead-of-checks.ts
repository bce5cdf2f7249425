import { DecidingAhead } from './deciding-ahead';
import type { RegistryView } from './registry-view';

const ROUND_EVERY_MS = 60_000;
/** A check that comes meanwhile waits no longer than this, which is less than a round trip. */
const SLICE_MS = 0.5;
const REST_MS = 2;
/** With more questions than this in a rest there is enough to do; what is asked for is kept then too. */
const BUSY = 3;
const BUSY_REST_MS = 20;

export interface AheadClock {
  /** Milliseconds that only grow. */
  elapsedMs(): number;
  sleep(ms: number): Promise<void>;
}

/** Has a view find the answers to checks that nobody has asked yet, while nobody asks (docs/adr/0044). */
export class AheadOfChecks {
  private readonly ahead: DecidingAhead;
  private isStopped = false;
  private wake = (): void => undefined;
  private loop: Promise<void> = Promise.resolve();
  private lookedAfter = 0;

  /** `now`: milliseconds since 1970, as checks are decided for. `failed`: told why a round broke off; the next one comes. */
  constructor(
    private readonly view: RegistryView,
    private readonly clock: AheadClock,
    private readonly now: () => number,
    private readonly failed: (cause: unknown) => void,
  ) {
    this.ahead = new DecidingAhead(view);
  }

  /** Package versions that the last whole round looked after; 0 before the end of the first. */
  get versions(): number {
    return this.lookedAfter;
  }

  start(): void {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.wake();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      try {
        await this.round();
      } catch (cause) {
        this.failed(cause);
      }
      await this.rest(ROUND_EVERY_MS);
    }
  }

  private async round(): Promise<void> {
    for (let isBusy = false; !this.isStopped;) {
      const before = this.asked();
      await this.rest(isBusy ? BUSY_REST_MS : REST_MS);
      isBusy = this.asked() - before > BUSY;
      if (!isBusy && !this.slice()) return;
    }
  }

  private async rest(ms: number): Promise<void> {
    if (this.isStopped) return;
    await Promise.race([this.clock.sleep(ms), new Promise<void>((done) => (this.wake = done))]);
  }

  /** False: the round is over. */
  private slice(): boolean {
    const end = this.clock.elapsedMs() + SLICE_MS;
    const now = this.now();
    do {
      const { done } = this.ahead;
      if (this.ahead.step(now)) continue;
      this.lookedAfter = done;
      return false;
    } while (this.clock.elapsedMs() < end);
    return true;
  }

  private asked(): number {
    const { hits, misses } = this.view.memory;
    return hits + misses;
  }
}
