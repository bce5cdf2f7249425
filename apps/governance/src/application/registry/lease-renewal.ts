import type { Revision } from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { LEASE_WAIT_MS, ReplicaLeases, type LeaseHolder } from '../ports/replica-leases';
import { RegistryStore, type LeasesInForce } from '../ports/registry-store';
import { within } from './within';

/**
 * One process' dealings with the store of leases: which store it is, whether that is the one in force, and since
 * when it has been without a break. It never fails for want of the store: it says so, and its caller does without.
 */
export class LeaseRenewal {
  private identity: string | undefined;
  /** The store that this process has known to be in force, or has put there. */
  private known: string | undefined;
  private inForce: { generation: number; since: number } | undefined;
  /** Since when a holder's newest renewal has been the same. */
  private readonly watched = new Map<string, { renewal: number; since: number }>();

  constructor(
    private readonly leases: ReplicaLeases,
    private readonly store: RegistryStore,
    private readonly clock: Clock,
  ) {}

  /** The identity of the store that has the renewal now; undefined: none has. */
  async renew(holder: string, revision: Revision): Promise<string | undefined> {
    try {
      const identity = (this.identity ??= await this.leases.identity());
      await this.leases.renew(holder, revision, identity);
      return identity;
    } catch {
      this.lost();
      return undefined;
    }
  }

  /** Whether what was renewed in `identity` counts, by what the log said afterwards. */
  isInForce(identity: string, { leaseStore, leaseGeneration }: LeasesInForce): boolean {
    this.known = identity;
    if (leaseStore !== identity) {
      this.inForce = undefined;
      return false;
    }
    if (this.inForce?.generation !== leaseGeneration) {
      // Before the first store that was ever in force there was no lease anywhere.
      const since = leaseGeneration === 1 ? Number.NEGATIVE_INFINITY : this.clock.elapsedMs();
      this.inForce = { generation: leaseGeneration, since };
    }
    return true;
  }

  /** Whether this process was in another store before, or in none. Only then it claims: two settings must not take turns. */
  isNewlyIn(identity: string): boolean {
    return this.known !== identity;
  }

  /** Puts the store in force. @throws DomainError `store-unavailable` */
  claim(identity: string): Promise<void> {
    return this.store.claimLeases(identity);
  }

  /**
   * Who may not have `revision` yet; to be asked after its commit. undefined: nobody can say. Leases given in another
   * store, or before this one lost its memory, are not in the list: so it is believed only where this very store has
   * been in force for a whole lease, and was at the commit.
   */
  async behind(revision: Revision, committed: LeasesInForce): Promise<LeaseHolder[] | undefined> {
    const { identity, inForce } = this;
    const isKnown =
      identity !== undefined &&
      committed.leaseStore === identity &&
      inForce?.generation === committed.leaseGeneration &&
      this.clock.elapsedMs() - inForce.since >= LEASE_WAIT_MS;
    if (!isKnown) return undefined;
    try {
      return await this.leases.behind(revision, identity);
    } catch {
      this.lost();
      return undefined;
    }
  }

  /** Takes out whoever has not renewed for so long that no lease of theirs can be left, so that nobody waits for them. */
  async forgetSilent(): Promise<void> {
    const { identity } = this;
    if (identity === undefined) return;
    try {
      const holders = await this.leases.holders(identity);
      // An answer of the store before says nothing of the one now.
      if (this.identity !== identity) return;
      // After the answer: what it shows may have happened just before.
      const now = this.clock.elapsedMs();
      const present = new Set(holders.map(({ holder }) => holder));
      for (const holder of this.watched.keys()) if (!present.has(holder)) this.watched.delete(holder);
      for (const { holder, renewal } of holders) {
        const seen = this.watched.get(holder);
        if (seen?.renewal !== renewal) this.watched.set(holder, { renewal, since: now });
        else if (now - seen.since >= FORGET_AFTER_MS) await this.leases.forget(holder, renewal, identity);
      }
    } catch {
      this.lost();
    }
  }

  /** Gives the lease back; a store that does not answer keeps it until somebody forgets it. */
  async leave(holder: string): Promise<void> {
    await within(this.clock, LEASE_WAIT_MS, this.leases.release(holder)).catch(() => undefined);
    this.leases.close();
  }

  /** Asked for anew at the next renewal; until then nothing is believed. */
  private lost(): void {
    this.identity = undefined;
    this.watched.clear();
  }
}

/** More than a lease, counted from when a renewal was first seen. */
const FORGET_AFTER_MS = 2 * LEASE_WAIT_MS;
