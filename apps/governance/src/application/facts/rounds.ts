import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';

export interface RoundsOptions {
  /** For the log, in one word or two. */
  what: string;
  everyMs: number;
  round(): Promise<void>;
}

/** Work that is done again and again, one round after the other; a round that fails is logged once, and the next one comes. */
export class Rounds {
  private stopped = false;
  private nudged = false;
  private wake = (): void => undefined;
  private loop: Promise<void> = Promise.resolve();
  private failing = false;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly options: RoundsOptions,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  /** There is something to do now. */
  nudge(): void {
    this.nudged = true;
    this.wake();
  }

  /** Resolves when the round that runs has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.nudged = false;
      await this.attempt();
      // A nudge during a failure must not become a busy loop.
      if (this.stopped || (this.nudged && !this.failing)) continue;
      await Promise.race([
        this.clock.sleep(this.options.everyMs),
        new Promise<void>((done) => (this.wake = done)),
      ]);
    }
  }

  private async attempt(): Promise<void> {
    const { what, round } = this.options;
    try {
      await round();
      if (this.failing) this.log.info({ what }, 'Work in the background goes on again');
      this.failing = false;
    } catch (cause) {
      if (!this.failing) this.log.warn({ cause, what }, 'Work in the background failed; trying again');
      this.failing = true;
    }
  }
}
