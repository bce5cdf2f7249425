import { Rounds } from '../../facts/rounds';
import { Clock } from '../../ports/clock';
import { Log } from '../../ports/log';
import { CountDecisions } from './count-decisions';
import type { CountTally, Recorded, UsageCounts } from './count-tally';

/** Rarely enough not to be felt by checks: each count is written at once, with a few questions for a thousand agents. */
const EVERY_MS = 10_000;

export interface RecordedDecisions {
  /** Of the message: no other has it. */
  id: string;
  batch: { decisions: readonly Recorded[] };
}

/**
 * Counts what this replica has answered, after the trail has it, ten seconds' worth at a time. In the process and not
 * by listening to the trail: every answered check would cross the bus again, and only figures for people depend on it
 * (a replica that dies takes the last seconds of them along; the trail has every decision).
 */
export class CountRecorded {
  private readonly tally: CountTally;
  /** Of the first batch that is in the tally. */
  private first: string | undefined;
  /** Keeps its id until it is counted, so that it is counted once. */
  private group: { id: string; counts: UsageCounts } | undefined;
  private readonly rounds: Rounds;

  constructor(
    private readonly decisions: CountDecisions,
    clock: Clock,
    private readonly log: Log,
  ) {
    this.tally = decisions.tally();
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
  take({ id, batch }: RecordedDecisions): void {
    this.first ??= id;
    for (const decision of batch.decisions) this.tally.add(decision);
  }

  /** What waited when it was called; what comes meanwhile waits for the next. @throws DomainError `store-unavailable`: all of it waits on */
  async flush(): Promise<void> {
    // What could not be counted the last time keeps its id; the rest has one of its own.
    if (this.group !== undefined) await this.count(this.group);
    this.group = this.next();
    if (this.group !== undefined) await this.count(this.group);
  }

  private async count({ id, counts }: { id: string; counts: UsageCounts }): Promise<void> {
    await this.decisions.count(id, counts);
    this.group = undefined;
  }

  /** All that waits, for one transaction. The id of its first batch is of no other group: each batch is taken once. */
  private next(): { id: string; counts: UsageCounts } | undefined {
    const [id, counts] = [this.first, this.tally.take()];
    this.first = undefined;
    return id === undefined || counts === undefined ? undefined : { id, counts };
  }
}
