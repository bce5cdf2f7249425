import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { EVENTS_STREAM, FACTS_CONSUMER } from '@sallyport/domain';
import { Bus, type EventConsumer } from '@sallyport/messaging';
import { RecordScan } from './application/facts/record-scan';
import { Reevaluate } from './application/facts/reevaluate';
import { RescanOutdated } from './application/facts/rescan-outdated';
import { Rounds } from './application/facts/rounds';
import { ScanRequests } from './application/facts/scan-requests';
import { WatchPolicy } from './application/facts/watch-policy';
import { WatchNames } from './application/names/watch-names';
import { GOVERNANCE } from './application/facts/consequences';
import { Clock } from './application/ports/clock';
import { Log } from './application/ports/log';

/** Imports that are looked at together: one re-evaluation is of all of them. */
const MAX_BATCH = 100;
/** A scan or a question to the scanner that is under way is not waited for longer: both are done again. */
const STOP_MS = 2_000;
const SECOND = 1_000;
const HOUR = 3_600_000;

/** What learns facts by itself. */
export class FactsRuntime implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds: readonly Rounds[];
  private consumer: EventConsumer | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly clock: Clock,
    log: Log,
    private readonly work: {
      recordScan: RecordScan;
      reevaluate: Reevaluate;
      scanRequests: ScanRequests;
      watchPolicy: WatchPolicy;
      rescanOutdated: RescanOutdated;
      watchNames: WatchNames;
    },
  ) {
    const every = (what: string, everyMs: number, round: () => Promise<void>): Rounds =>
      new Rounds(clock, log, { what, everyMs, round });
    this.otherAdvisories = every('advisories', HOUR, () => this.askAgain());
    this.rounds = [
      every('requests', SECOND, () => work.scanRequests.round()),
      every('policy', 2 * SECOND, () => work.watchPolicy.round()),
      every('rules', 60 * SECOND, () => work.rescanOutdated.round()),
      every('names', HOUR, () => work.watchNames.round()),
      this.otherAdvisories,
    ];
  }

  private readonly otherAdvisories: Rounds;
  private isAsked = false;

  onApplicationBootstrap(): void {
    // The event of an import can be older than our consumer: what the scanner knows counts.
    this.work.recordScan.onOtherAdvisories = () => {
      this.isAsked = true;
      this.otherAdvisories.nudge();
    };
    for (const rounds of this.rounds) rounds.start();
    this.consumer = this.bus.consumeEvents({
      stream: EVENTS_STREAM.name,
      consumer: FACTS_CONSUMER.name,
      maxBatch: MAX_BATCH,
      handle: async () => {
        await this.work.reevaluate.run('advisories', GOVERNANCE);
      },
    });
  }

  /** Before the database is let go. */
  async beforeApplicationShutdown(): Promise<void> {
    const ended = Promise.all([...this.rounds.map((rounds) => rounds.stop()), this.consumer?.stop()]);
    await Promise.race([ended, this.clock.sleep(STOP_MS)]);
  }

  private async askAgain(): Promise<void> {
    if (!this.isAsked) return;
    this.isAsked = false;
    try {
      await this.work.reevaluate.run('advisories', GOVERNANCE);
    } catch (cause) {
      this.isAsked = true;
      throw cause;
    }
  }
}
