import { DomainError, type Revision } from '@sallyport/domain';
import { Joined, RegistryView } from '@sallyport/registry-view';
import { Clock } from '../ports/clock';
import { Log } from '../ports/log';
import { RegistryStore, type ActOutcome, type LogRead } from '../ports/registry-store';
import { LEASE_MS, ReplicaLeases } from '../ports/replica-leases';
import { ReplicaNotices } from '../ports/replica-notices';
import { HeldLease } from './held-lease';
import { LeaseRenewal } from './lease-renewal';
import { Settling } from './settling';
import { within } from './within';

/** Often enough that a lease outlives two renewals that fail. */
const RENEW_EVERY_MS = 300;
/** Renewals between looks for holders that have gone silent. */
const TEND_EVERY = 3;
const CHANGES_PER_READ = 200;
/** A store that is silent for this long does not answer; callers of a check wait a little longer. */
const STORE_MS = 1_500;
/** A slower answer does not say well what time it is. */
const SLOW_MS = 100;

/**
 * The registry in memory together with the proof that it is current (docs/adr/0023).
 *
 * A replica first renews its lease, then reads the change log, and only then counts the lease as held (from before
 * the first step). A writer first commits, then asks who holds a lease, and waits until each of them has the change
 * or until no lease from before the commit can be left. So whoever answers from memory after the acknowledgement
 * either was waited for, or has read the log after the commit.
 */
export class CurrentView {
  readonly view = new RegistryView();
  private readonly lease: HeldLease;
  private readonly renewal: LeaseRenewal;
  private readonly settling: Settling;
  private readonly confirming = new Joined(() => this.confirm());
  private readonly reading = new Joined(async () => {
    await this.readLog();
  });

  private stopped = false;
  private broken: DomainError | undefined;
  private hasStoreTime = false;
  private loop: Promise<void> = Promise.resolve();
  private wake = (): void => undefined;
  private told: 'current' | 'asks the store' | 'closed' = 'current';

  constructor(
    private readonly store: RegistryStore,
    leases: ReplicaLeases,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly replica: string,
    private readonly notices: ReplicaNotices,
  ) {
    this.lease = new HeldLease(clock);
    this.renewal = new LeaseRenewal(leases, store, clock);
    this.settling = new Settling(this.renewal, clock, replica);
  }

  async start(): Promise<void> {
    this.view.load(await this.store.snapshot());
    await this.confirmed();
    this.loop = this.keepCurrent();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.lease.drop();
    this.wake();
    await this.loop;
    await this.renewal.leave(this.replica);
  }

  /** No I/O. Whether what is in memory may be answered from. */
  isCurrent(): boolean {
    return this.lease.isHeld;
  }

  /** No I/O. @throws DomainError `store-unavailable` where `isCurrent` says no */
  assertCurrent(): void {
    if (!this.isCurrent()) throw notConfirmed(undefined);
  }

  /**
   * Asks the store: when this resolves, everything is in memory that was acknowledged before the call, and what is
   * decided in this turn may be answered, lease or not.
   * @throws DomainError `store-unavailable`
   */
  async confirmed(): Promise<void> {
    if (this.stopped) throw notConfirmed(undefined);
    if (this.broken !== undefined) throw this.broken;
    const confirmed = this.confirming.run().then(
      () => undefined,
      (cause: unknown) => notConfirmed(cause),
    );
    // The run that is on its way may hang for as long again.
    const late = this.clock.sleep(STORE_MS).then(() => notConfirmed(undefined));
    const failure = await Promise.race([confirmed, late]);
    if (failure !== undefined) throw failure;
  }

  /** `confirmed` where the lease does not answer for it. @throws DomainError `store-unavailable` */
  async current(): Promise<void> {
    if (!this.isCurrent()) await this.confirmed();
  }

  /** Milliseconds since 1970, by the store's clock. */
  now(): number {
    return this.clock.now().getTime();
  }

  /** Reads the log where this revision is not here yet. @throws DomainError `stale-revision`, `store-unavailable` */
  async reach(revision: Revision): Promise<void> {
    if (this.view.revision < revision) await this.reading.run();
    if (this.view.revision >= revision) return;
    throw new DomainError(
      'stale-revision',
      `The registry is at revision ${this.view.revision}; ${revision} was asked for`,
      {
        hint: 'Ask with a revision that a write has answered with.',
      },
    );
  }

  /** Somebody says that a change was made; the store says whether that is so. A writer may be waiting to hear of us. */
  hint(revision: Revision): void {
    if (revision > this.view.revision) this.reading.run().catch(() => undefined);
    else this.notices.applied(this.replica, this.view.revision);
  }

  /** Somebody who may hold a lease has applied everything up to this revision. */
  noticed(holder: string, revision: Revision): void {
    this.settling.applied(holder, revision);
  }

  /**
   * Returns when nobody can answer from before this committed act any more: whoever may hold a lease has applied it,
   * or every lease from before it is over. Bounded by `LEASE_WAIT_MS`.
   */
  async settle(outcome: ActOutcome): Promise<void> {
    const { revision, change } = outcome;
    if (change !== undefined) this.view.apply(change);
    this.notices.changed(revision);
    // Another writer's act, before this one, may be missing here. This replica is waited for like any other.
    if (this.view.revision < revision) this.hint(revision);
    await this.settling.settled(outcome, () => this.view.revision >= revision);
  }

  private async confirm(): Promise<void> {
    const asked = this.lease.moment();
    const renewing = this.renewal.renew(this.replica, this.view.revision);
    const renewedIn = await within(this.clock, LEASE_MS, renewing);
    const before = this.view.revision;
    let read = await this.readLog();
    if (renewedIn === undefined) return;
    if (read.leaseStore !== renewedIn && this.renewal.isNewlyIn(renewedIn)) {
      await this.renewal.claim(renewedIn);
      read = await this.readLog();
    }
    if (this.renewal.isInForce(renewedIn, read) && !this.stopped) this.lease.take(asked);
    // A writer that does not hear of it on the bus may be waiting to see it in the store.
    if (this.view.revision > before)
      await within(this.clock, LEASE_MS, this.renewal.renew(this.replica, this.view.revision));
  }

  /** The end of the log as it was at some moment after the call. @throws DomainError `store-unavailable` */
  private async readLog(): Promise<LogRead> {
    const before = this.view.revision;
    for (;;) {
      const asked = this.clock.elapsedMs();
      const { revision } = this.view;
      const read = await within(this.clock, STORE_MS, this.store.logAfter(revision, CHANGES_PER_READ));
      if (read === undefined) throw notConfirmed(undefined);
      // For good: the numbers that are missing will be given again, to other changes.
      if (read.revision < revision) this.broken ??= wentBack(revision, read.revision);
      if (this.broken !== undefined) {
        this.lease.drop();
        throw this.broken;
      }
      this.agree(read.now, asked, this.clock.elapsedMs());
      for (const change of read.changes) {
        if (this.view.apply(change) === 'gap') {
          throw new DomainError(
            'store-unavailable',
            `The change log has a gap before revision ${change.revision}`,
          );
        }
      }
      if (read.changes.length >= CHANGES_PER_READ) continue;
      if (this.view.revision > before) {
        this.settling.look();
        this.notices.applied(this.replica, this.view.revision);
      }
      return read;
    }
  }

  /**
   * The store looked at its clock at some time between. Taken for the beginning, so that what has an end never lasts
   * too long; a slow answer would be far off, and any is better than none.
   */
  private agree(storeMs: number, asked: number, answered: number): void {
    if (this.hasStoreTime && answered - asked > SLOW_MS) return;
    this.hasStoreTime = true;
    this.clock.agree(storeMs, asked);
  }

  private async keepCurrent(): Promise<void> {
    for (let round = 1; !this.stopped; round += 1) {
      await Promise.race([this.clock.sleep(RENEW_EVERY_MS), new Promise<void>((done) => (this.wake = done))]);
      if (this.stopped) return;
      try {
        await this.confirming.run();
        this.tell(this.isCurrent() ? 'current' : 'asks the store', undefined);
      } catch (cause) {
        // A lease that is still held covers a while.
        if (!this.isCurrent()) this.tell('closed', cause);
      }
      if (round % TEND_EVERY === 0) await this.renewal.forgetSilent();
    }
  }

  private tell(state: CurrentView['told'], cause: unknown): void {
    if (state === this.told) return;
    this.told = state;
    const { revision } = this.view;
    if (state === 'current') this.log.info({ revision }, 'The registry is current again');
    else if (state === 'closed')
      this.log.warn({ cause }, 'The registry could not be confirmed to be current; checks end closed');
    else
      this.log.warn(
        { revision },
        'No lease is held, so every check asks the database; is the store of leases up, and one for all replicas?',
      );
  }
}

/** A restored backup, or a standby that had not heard everything: what is in memory is of another history. */
function wentBack(here: Revision, there: Revision): DomainError {
  return new DomainError(
    'store-unavailable',
    `The database is at revision ${there}, and ${here} was read from it before`,
    { hint: 'Restart governance: until then it decides nothing from a history that is no more.' },
  );
}

function notConfirmed(cause: unknown): DomainError {
  return new DomainError(
    'store-unavailable',
    'The registry could not be confirmed to be current, so nothing is decided from it',
    {
      hint: 'Nothing is allowed until the database answers again; then checks work again by themselves.',
      cause,
    },
  );
}
