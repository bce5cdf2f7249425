import { DecidingAhead } from '@sallyport/registry-view';
import { Rounds } from '../facts/rounds';
import { Clock } from '../ports/clock';
import { Log } from '../ports/log';
import { CurrentView } from './current-view';

const ROUND_EVERY_MS = 60_000;
/** A check that comes meanwhile waits no longer than this, which is less than a round trip. */
const SLICE_MS = 0.5;
const REST_MS = 2;
/** With more questions than this in a rest there is enough to do; what is asked for is kept then too. */
const BUSY = 3;
const BUSY_REST_MS = 20;

/** Finds the answers to checks that nobody has asked yet, while nobody asks (`DecidingAhead`). */
export class DecideAhead {
  private readonly rounds: Rounds;
  private readonly ahead: DecidingAhead;
  private stopped = false;
  private lookedAfter = 0;

  constructor(
    private readonly current: CurrentView,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.ahead = new DecidingAhead(current.view);
    this.rounds = new Rounds(clock, log, {
      what: 'decisions ahead of checks',
      everyMs: ROUND_EVERY_MS,
      round: () => this.round(),
    });
  }

  /** Package versions that the last whole round looked after; 0 before the end of the first. */
  get versions(): number {
    return this.lookedAfter;
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.rounds.stop();
  }

  async round(): Promise<void> {
    for (let isBusy = false; !this.stopped;) {
      const before = this.asked();
      await this.clock.sleep(isBusy ? BUSY_REST_MS : REST_MS);
      isBusy = this.asked() - before > BUSY;
      if (!isBusy && !this.slice()) return;
    }
  }

  /** False: the round is over. */
  private slice(): boolean {
    const end = this.clock.elapsedMs() + SLICE_MS;
    const now = this.current.now();
    do {
      const { done } = this.ahead;
      if (this.ahead.step(now)) continue;
      this.lookedAfter = done;
      return false;
    } while (this.clock.elapsedMs() < end);
    return true;
  }

  private asked(): number {
    const { hits, misses } = this.current.view.memory;
    return hits + misses;
  }
}
