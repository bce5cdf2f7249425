import { ChangeOutbox } from '../ports/change-outbox';
import { Clock } from '../ports/clock';
import { EventStream } from '../ports/event-stream';
import { Log } from '../ports/log';

const POLL_MS = 1_000;
const CHANGES_PER_READ = 100;

/**
 * Tells the durable stream of every change, in order. What was published is noted after the stream has it, so a
 * crash publishes a change twice at most, under the same id, and never loses one.
 */
export class ChangeRelay {
  private stopped = false;
  private nudged = false;
  private wake = (): void => undefined;
  private loop: Promise<void> = Promise.resolve();
  private registryId: string | undefined;
  private failing = false;

  constructor(
    private readonly outbox: ChangeOutbox,
    private readonly stream: EventStream,
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

  /** There is something new; without this it is found a second later. */
  nudge(): void {
    this.nudged = true;
    this.wake();
  }

  /** Everything that waits now, in order. @throws where the store or the stream does not answer */
  async drain(): Promise<void> {
    this.registryId ??= await this.outbox.registryId();
    for (;;) {
      const changes = await this.outbox.unpublished(CHANGES_PER_READ);
      for (const change of changes) {
        await this.stream.changed(`registry-${this.registryId}-${change.revision}`, change);
        await this.outbox.markPublished(change.revision);
      }
      if (changes.length < CHANGES_PER_READ) return;
    }
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.nudged = false;
      await this.attempt();
      if (!this.nudged && !this.stopped) {
        await Promise.race([this.clock.sleep(POLL_MS), new Promise<void>((done) => (this.wake = done))]);
      }
    }
    // What was acknowledged just before the stop.
    await this.attempt();
  }

  private async attempt(): Promise<void> {
    try {
      await this.drain();
      if (this.failing) this.log.info({}, 'Registry changes are published again');
      this.failing = false;
    } catch (cause) {
      if (!this.failing) this.log.warn({ cause }, 'Registry changes could not be published; trying again');
      this.failing = true;
    }
    // A nudge during a failure must not become a busy loop.
    if (this.failing) this.nudged = false;
  }
}
