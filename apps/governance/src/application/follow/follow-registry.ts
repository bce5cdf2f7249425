import {
  DomainError,
  followerName,
  type followRegistry,
  type leaveRegistry,
  type ParsedRequestOf,
  type RegistryChange,
  type ReplyOf,
  type Revision,
} from '@sallyport/domain';
import { ChangeOutbox } from '../ports/change-outbox';
import { RegistryStore } from '../ports/registry-store';
import { HELD_MS, ReplicaLeases } from '../ports/replica-leases';
import { ReplicaNotices } from '../ports/replica-notices';
import { CurrentView } from '../registry/current-view';
import { Followers } from './followers';

/** Together with its envelope far below what the bus takes in one message; one change alone may be larger. */
const MAX_CHANGES_BYTES = 1024 * 1024;

/**
 * Lets a process outside of governance hold the registry under the same law as a replica: its lease is renewed first,
 * the change log is read then, and it counts the lease from before it asked. So either a writer sees the lease and
 * waits for it, or the lease was granted after the commit and the change is in what the follower was told.
 */
export class FollowRegistry {
  private registryId: string | undefined;

  constructor(
    private readonly store: RegistryStore,
    private readonly leases: ReplicaLeases,
    private readonly notices: ReplicaNotices,
    private readonly current: Pick<CurrentView, 'current' | 'reach'>,
    private readonly outbox: ChangeOutbox,
    private readonly followers: Followers,
  ) {}

  /** @throws DomainError `stale-revision`, `too-many-followers`, `store-unavailable` */
  async follow({
    followerId,
    session,
    revision,
    limit,
  }: ParsedRequestOf<typeof followRegistry>): Promise<ReplyOf<typeof followRegistry>> {
    const holder = followerName({ followerId, session });
    const registryId = (this.registryId ??= await this.outbox.registryId());
    // Who comes from a revision that never was has another registry in mind.
    await this.current.current();
    await this.current.reach(revision);
    const identity = await this.leases.identity();
    await this.followers.admit(holder, identity);
    await this.leases.renew(holder, revision, identity);
    this.notices.applied(holder, revision);
    const log = await this.store.logAfter(revision, limit);
    assertInForce(log.leaseStore, identity);
    assertReached(log.revision, revision);
    const changes = fitting(log.changes);
    return {
      registryId,
      changes,
      complete: log.changes.length < limit && changes.length === log.changes.length,
      leaseMs: HELD_MS,
      now: new Date(log.now).toISOString(),
    };
  }

  /** The follower decides nothing from now on. @throws DomainError `store-unavailable` */
  async leave(follower: ParsedRequestOf<typeof leaveRegistry>): Promise<ReplyOf<typeof leaveRegistry>> {
    const holder = followerName(follower);
    await this.leases.release(holder);
    this.followers.left(holder);
    return {};
  }
}

/** A lease that is held where no writer looks is none. */
function assertInForce(leaseStore: string, identity: string): void {
  if (leaseStore === identity) return;
  throw new DomainError(
    'store-unavailable',
    'The leases are held in another store than the one in force, so none was given',
    { hint: 'It is put right by itself; follow again in a moment.' },
  );
}

/** The database may be behind what this replica remembers: a restored backup. */
function assertReached(present: Revision, revision: Revision): void {
  if (present >= revision) return;
  throw new DomainError(
    'stale-revision',
    `The registry is at revision ${present}; the follower says that it is at ${revision}`,
    { hint: 'Begin anew with the stored snapshot.' },
  );
}

/** The first ones, as many as one message takes; at least one. */
function fitting(changes: RegistryChange[]): RegistryChange[] {
  let bytes = 0;
  const tooFar = changes.findIndex((change, index) => {
    bytes += Buffer.byteLength(JSON.stringify(change));
    return index > 0 && bytes > MAX_CHANGES_BYTES;
  });
  return tooFar === -1 ? changes : changes.slice(0, tooFar);
}
