import { randomBytes } from 'node:crypto';
import {
  DomainError,
  followRegistry,
  leaveRegistry,
  type RegistryChange,
  type Revision,
} from '@sallyport/domain';
import { Joined, RegistryView } from '@sallyport/registry-view';
import type { RecorderLog } from '@sallyport/decision-log';
import type { ClientBus } from '../client-bus';
import { FollowerLease } from './follower-lease';
import { loadSnapshot } from './load-snapshot';
import type { LocalClock } from './local-clock';

/** Often enough that a lease outlives two renewals that fail. */
const RENEW_EVERY_MS = 300;
/** What goes on failing is tried less often, up to eight times as long apart. */
const MAX_DOUBLINGS = 3;
/** A reply that comes later than this gives no lease worth having. */
const FOLLOW_TIMEOUT_MS = 2_000;

export interface FollowerIdentity {
  readonly followerId: string;
  /** Known to this process and governance alone. */
  readonly session: string;
}

/** 128 random bits in hexadecimal. */
export const newSession = (): string => randomBytes(16).toString('hex');

/**
 * The registry in the memory of this process, together with the proof that it is current, see
 * docs/adr/0025-local-decision-points.md. The lease is counted from before governance was asked, and only where the
 * answer held all that was missing and it is applied.
 */
export class RegistryFollower {
  readonly view = new RegistryView();
  private readonly lease: FollowerLease;
  private readonly confirming = new Joined(() => this.confirm());
  /** undefined: nothing is loaded that could be gone on from. */
  private registryId: string | undefined;
  private stopped = false;
  private loop: Promise<void> = Promise.resolve();
  private wake = (): void => undefined;
  private failures = 0;

  constructor(
    private readonly bus: Pick<ClientBus, 'call'>,
    /** Whose lease it is. */
    private identity: FollowerIdentity,
    private readonly clock: LocalClock,
    private readonly log: RecorderLog,
  ) {
    this.lease = new FollowerLease(clock);
  }

  /** @throws DomainError why it cannot begin; nothing goes on then */
  async start(): Promise<void> {
    try {
      await this.confirming.run();
    } catch (cause) {
      await this.stop();
      throw cause;
    }
    this.loop = this.keepCurrent();
  }

  /** Nothing is decided any more from here on, and governance is told so. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.lease.drop();
    this.wake();
    await this.loop;
    // Where governance does not hear it, the lease runs out by itself.
    await this.bus.call(leaveRegistry, { ...this.identity }).catch(() => undefined);
  }

  /** No I/O. Whether the view may be decided from, in this turn. */
  isCurrent(): boolean {
    return this.lease.isHeld;
  }

  /** Milliseconds since 1970, by the store's clock. */
  now(): number {
    return this.lease.storeNow();
  }

  /** Asks governance once more, after this call. @throws DomainError why it does not answer */
  confirmed(): Promise<void> {
    return this.confirming.run();
  }

  /** Somebody says that a change was made; governance says whether that is so. */
  hint(revision: Revision): void {
    if (!this.stopped && revision > this.view.revision) this.confirming.run().catch(() => undefined);
  }

  private async confirm(): Promise<void> {
    try {
      await this.follow();
      if (this.failures > 0)
        this.log.info({ revision: this.view.revision }, 'The registry is followed again');
      this.failures = 0;
    } catch (cause) {
      if (this.failures === 0 && !this.stopped)
        this.log.warn({ cause }, 'The registry could not be followed; governance is asked for decisions');
      this.failures += 1;
      throw cause;
    }
  }

  private async follow(): Promise<void> {
    if (this.registryId === undefined) this.registryId = await loadSnapshot(this.bus, this.view);
    for (;;) {
      const asked = this.lease.moment();
      const { revision } = this.view;
      const reply = await this.ask(revision);
      if (this.stopped) return;
      if (reply.registryId !== this.registryId) throw this.begunAnew('another registry answers');
      this.apply(reply.changes);
      if (reply.complete) this.lease.take(asked, reply.leaseMs, Date.parse(reply.now));
      // Whatever was applied is told at once: a writer may be waiting to hear it.
      if (this.view.revision === revision) {
        if (reply.complete) return;
        throw this.begunAnew('more changes are promised than are told');
      }
    }
  }

  private async ask(revision: Revision) {
    try {
      const request = { ...this.identity, revision };
      return await this.bus.call(followRegistry, request, { timeoutMs: FOLLOW_TIMEOUT_MS });
    } catch (cause) {
      // The registry that answers is behind what was seen of it: it is not the same one.
      if (DomainError.is(cause) && cause.code === 'stale-revision') this.forget();
      throw cause;
    }
  }

  private apply(changes: readonly RegistryChange[]): void {
    for (const change of changes) {
      let isNext: boolean;
      try {
        isNext = this.view.apply(change) !== 'gap';
      } catch (cause) {
        throw this.begunAnew(`revision ${change.revision} cannot be applied`, cause);
      }
      if (!isNext) throw this.begunAnew(`what lies before revision ${change.revision} is missing`);
    }
  }

  /** What is held cannot be gone on from: the next try begins with a snapshot. */
  private begunAnew(why: string, cause?: unknown): DomainError {
    this.forget();
    return new DomainError('store-unavailable', `The registry cannot be followed: ${why}`, {
      hint: 'It is begun anew by itself.',
      cause,
    });
  }

  /**
   * As another holder: how far this one said it was is on record where leases are, and may be further than the
   * registry is now, so that no writer would wait for it.
   */
  private forget(): void {
    this.lease.drop();
    this.registryId = undefined;
    const before = this.identity;
    this.identity = { ...before, session: newSession() };
    void this.bus.call(leaveRegistry, { ...before }).catch(() => undefined);
  }

  private async keepCurrent(): Promise<void> {
    while (!this.stopped) {
      const pause = RENEW_EVERY_MS * 2 ** Math.min(this.failures, MAX_DOUBLINGS);
      await Promise.race([this.clock.sleep(pause), new Promise<void>((done) => (this.wake = done))]);
      if (!this.stopped) await this.confirming.run().catch(() => undefined);
    }
  }
}
