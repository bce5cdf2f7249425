import { Clock } from '../ports/clock';
import { Log } from '../ports/log';
import { ExpireApprovals } from './expire-approvals';

const SWEEP_EVERY_MS = 60_000;

/** Looks every minute for what time has ended. */
export class ExpirySweeper {
  private stopped = false;
  private wake = (): void => undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly approvals: ExpireApprovals,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      await Promise.race([this.clock.sleep(SWEEP_EVERY_MS), new Promise<void>((done) => (this.wake = done))]);
      if (!this.stopped) await this.sweep();
    }
  }

  private async sweep(): Promise<void> {
    try {
      const expired = await this.approvals.expire();
      if (expired > 0) this.log.info({ expired }, 'Approvals have expired');
    } catch (cause) {
      // Nothing is allowed longer for it: decisions look at the end themselves.
      this.log.warn({ cause }, 'What has expired could not be written down; the next sweep tries again');
    }
  }
}
