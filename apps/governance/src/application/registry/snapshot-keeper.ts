import { Rounds } from '../facts/rounds';
import { Clock } from '../ports/clock';
import { Log } from '../ports/log';
import { RegistryStore } from '../ports/registry-store';
import { CurrentView } from './current-view';

const LOOK_EVERY_MS = 15_000;
/** So many changes are read from the log in a fraction of a second. */
const CHANGES_WORTH_ONE = 500;
/** One change can be of thousands of packages, so few of them are worth a snapshot too, after a while. */
const OFTEN_ENOUGH_MS = 10 * 60_000;

/**
 * Keeps a packed snapshot of the registry in the store that is never far behind, so that a start need not read every
 * row. Every replica looks; one of them packs. Checks are answered between two parts.
 */
export class SnapshotKeeper {
  private readonly rounds: Rounds;
  private keptAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: RegistryStore,
    private readonly current: CurrentView,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.rounds = new Rounds(clock, log, {
      what: 'snapshots',
      everyMs: LOOK_EVERY_MS,
      round: () => this.round(),
    });
  }

  start(): void {
    this.rounds.start();
  }

  stop(): Promise<void> {
    return this.rounds.stop();
  }

  /** @throws DomainError `store-unavailable` */
  async round(): Promise<void> {
    const kept = (await this.store.packedSnapshot())?.revision ?? 0;
    const { revision } = this.current.view;
    if (revision <= kept) return;
    const began = this.clock.elapsedMs();
    const isWorthIt = revision - kept >= CHANGES_WORTH_ONE || began - this.keptAt >= OFTEN_ENOUGH_MS;
    if (!isWorthIt) return;
    // Also where another replica was faster: the next look is soon enough.
    this.keptAt = began;
    if (!(await this.store.keepPackedSnapshot(revision, this.current.view.pack()))) return;
    this.log.info(
      { revision, ms: Math.round(this.clock.elapsedMs() - began) },
      'A snapshot of the registry is kept',
    );
  }
}
