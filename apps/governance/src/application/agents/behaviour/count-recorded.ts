import { Rounds } from '../../facts/rounds';
import { Clock } from '../../ports/clock';
import { Log } from '../../ports/log';
import { CountDecisions, type RecordedDecisions } from './count-decisions';

const EVERY_MS = 2_000;
/** Decisions that wait to be counted; with the store away for longer, the newest are what a proposal is about. */
const MAX_WAITING = 100_000;

/**
 * Counts what this replica has answered, after the trail has it, some seconds' worth at a time. In the process and not
 * by listening to the trail: every answered check would cross the bus again, and only figures for people depend on it
 * (a replica that dies takes the last seconds of them along; the trail has every decision).
 */
export class CountRecorded {
  private waiting: RecordedDecisions[] = [];
  private decisionsWaiting = 0;
  /** Keeps its id until it is counted, so that it is counted once. */
  private group: RecordedDecisions | undefined;
  private readonly rounds: Rounds;

  constructor(
    private readonly decisions: CountDecisions,
    clock: Clock,
    private readonly log: Log,
  ) {
    this.rounds = new Rounds(clock, log, {
      what: 'counting what agents do',
      everyMs: EVERY_MS,
      round: () => this.flush(),
    });
  }

  start(): void {
    this.rounds.start();
  }

  /** What waits is counted once more; what cannot be is said and let go. Never rejects. */
  async stop(): Promise<void> {
    await this.rounds.stop();
    await this.flush().catch((cause: unknown) =>
      this.log.warn({ cause }, 'What agents did in the last seconds could not be counted'),
    );
  }

  /** In memory, in this turn. Never throws. */
  take(recorded: RecordedDecisions): void {
    this.waiting.push(recorded);
    this.decisionsWaiting += recorded.batch.decisions.length;
    while (this.decisionsWaiting > MAX_WAITING && this.waiting.length > 1)
      this.decisionsWaiting -= this.waiting.shift()?.batch.decisions.length ?? 0;
  }

  /** @throws DomainError `store-unavailable`: all of it waits on */
  async flush(): Promise<void> {
    for (;;) {
      this.group ??= this.next();
      if (this.group === undefined) return;
      await this.decisions.count([this.group]);
      this.group = undefined;
    }
  }

  /** All that waits, for one transaction. The id of its first batch is of no other group: each batch is taken once. */
  private next(): RecordedDecisions | undefined {
    const batches = this.waiting.splice(0);
    this.decisionsWaiting = 0;
    const [first] = batches;
    if (first === undefined) return undefined;
    const decisions = batches.flatMap(({ batch }) => batch.decisions);
    return { id: first.id, batch: { ...first.batch, decisions } };
  }
}
