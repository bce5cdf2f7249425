import { DomainError, type RegistryChange, type Revision } from '@sallyport/domain';
import { RegistryView } from '@sallyport/registry-view';
import { Clock } from '../ports/clock';
import { Log } from '../ports/log';
import { RegistryStore } from '../ports/registry-store';
import { ReplicaLeases } from '../ports/replica-leases';

/** How long a replica may answer from memory after it last confirmed that it has every change. */
export const LEASE_MS = 3_000;
/** The store counts a lease longer than its holder does, so that two clocks may run a little apart. */
const LEASE_MARGIN_MS = 500;
const RENEW_EVERY_MS = 1_000;
/** Between looks at the other replicas while a writer waits for them. */
const SETTLE_PAUSE_MS = 15;
/** Longer than any lease; shorter than callers of a write wait. */
const SETTLE_TIMEOUT_MS = LEASE_MS + LEASE_MARGIN_MS + 2_000;
const CHANGES_PER_READ = 200;

/**
 * The registry in memory together with the proof that it is current.
 *
 * A replica first prolongs its lease in the store, then reads the change log, and only then counts the lease as
 * held (from before the first step). A writer first commits, then reads the leases, and waits for every live one
 * to reach its revision. So either the writer sees the lease and waits, or the lease was granted after the commit
 * and its holder has read the change. No acknowledged change is ever missing from an answer.
 */
export class CurrentView {
  readonly view = new RegistryView();
  private leaseUntil = Number.NEGATIVE_INFINITY;
  private running: Promise<void> | undefined;
  private again: Promise<void> | undefined;
  private stopped = false;
  private loop: Promise<void> = Promise.resolve();
  private wake = (): void => undefined;
  private wasCurrent = true;

  constructor(
    private readonly store: RegistryStore,
    private readonly leases: ReplicaLeases,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly replica: string,
  ) {}

  async start(): Promise<void> {
    this.view.load(await this.store.snapshot());
    await this.confirm();
    this.loop = this.keepCurrent();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
    this.leaseUntil = Number.NEGATIVE_INFINITY;
    await this.leases.release(this.replica).catch(() => undefined);
  }

  /** No I/O. @throws DomainError `store-unavailable` where it is not known that every change is here */
  assertCurrent(): void {
    if (this.clock.elapsedMs() < this.leaseUntil) return;
    throw new DomainError(
      'store-unavailable',
      'The registry could not be confirmed to be current, so nothing is decided from it',
      {
        hint: 'Nothing is allowed until the database answers again; then checks work again by themselves.',
      },
    );
  }

  /** Reads the log where this revision is not here yet. @throws DomainError `stale-revision`, `store-unavailable` */
  async reach(revision: Revision): Promise<void> {
    if (this.view.revision < revision) await this.catchUp();
    if (this.view.revision >= revision) return;
    throw new DomainError(
      'stale-revision',
      `The registry is at revision ${this.view.revision}; ${revision} was asked for`,
      {
        hint: 'Ask with a revision that a write has answered with.',
      },
    );
  }

  /** Somebody says that a change was made; the store says whether that is so. */
  hint(revision: Revision): void {
    if (revision > this.view.revision) this.catchUp().catch(() => undefined);
  }

  /**
   * Returns when no replica can answer from before this committed revision any more: this one has applied it, and
   * every other one has too or has lost its lease.
   * @throws DomainError `store-unavailable`: the change is durable, but it is not known that everybody has it
   */
  async settle(revision: Revision, change: RegistryChange | undefined): Promise<void> {
    if (change !== undefined) this.view.apply(change);
    const deadline = this.clock.elapsedMs() + SETTLE_TIMEOUT_MS;
    try {
      await this.reach(revision);
      while ((await this.leases.behind(revision, this.replica)).length > 0) {
        if (this.clock.elapsedMs() > deadline)
          throw new Error('another replica holds its lease and does not apply changes');
        await this.clock.sleep(SETTLE_PAUSE_MS);
      }
    } catch (cause) {
      if (this.view.revision < revision) this.leaseUntil = Number.NEGATIVE_INFINITY;
      throw new DomainError(
        'store-unavailable',
        `The registry is at revision ${revision} now, but not every replica has confirmed it`,
        {
          hint: 'Repeat the call: it changes nothing twice, and answers when the change holds everywhere.',
          cause,
        },
      );
    }
  }

  /** Joins a run that has not begun yet, so that every caller is served by a read that began after its call. */
  private catchUp(): Promise<void> {
    if (this.running === undefined)
      return (this.running = this.confirm().finally(() => (this.running = undefined)));
    return (this.again ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.again = undefined;
        return this.catchUp();
      }));
  }

  private async confirm(): Promise<void> {
    const began = this.clock.elapsedMs();
    await this.leases.renew(this.replica, this.view.revision, LEASE_MS + LEASE_MARGIN_MS);
    const before = this.view.revision;
    await this.applyLog();
    this.leaseUntil = began + LEASE_MS;
    // A writer may be waiting to hear this.
    if (this.view.revision > before)
      await this.leases.renew(this.replica, this.view.revision, LEASE_MS + LEASE_MARGIN_MS);
  }

  private async applyLog(): Promise<void> {
    for (;;) {
      const changes = await this.store.changesAfter(this.view.revision, CHANGES_PER_READ);
      for (const change of changes) {
        if (this.view.apply(change) === 'gap') {
          throw new DomainError(
            'store-unavailable',
            `The change log has a gap before revision ${change.revision}`,
          );
        }
      }
      if (changes.length < CHANGES_PER_READ) return;
    }
  }

  private async keepCurrent(): Promise<void> {
    while (!this.stopped) {
      await Promise.race([this.clock.sleep(RENEW_EVERY_MS), new Promise<void>((done) => (this.wake = done))]);
      if (this.stopped) return;
      try {
        await this.catchUp();
        if (!this.wasCurrent)
          this.log.info({ revision: this.view.revision }, 'The registry is current again');
        this.wasCurrent = true;
      } catch (cause) {
        if (this.wasCurrent)
          this.log.warn({ cause }, 'The registry could not be confirmed to be current; checks end closed');
        this.wasCurrent = false;
      }
    }
  }
}
