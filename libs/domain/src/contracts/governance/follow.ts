import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Revision, RegistryChange } from '../../registry/change';
import { endpoint } from '../endpoint';
import { ClosureDecisionRecord, DecisionRecord } from '../event';

/**
 * A local decision point: a process that follows the registry and decides in itself. `session` is 128 random bits in
 * hexadecimal, made by the follower when it starts and known to governance alone: nobody else can say that this
 * follower has applied a change, leave for it, or put decisions on record in its name.
 */
const Follower = {
  followerId: z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/),
  session: z.string().regex(/^[0-9a-f]{32}$/),
};

/** More do not follow at the same time: each of them is one that a writer may have to wait for. */
export const MAX_FOLLOWERS = 256;

const LOCAL = 'local:';

/**
 * How a follower is called among the holders of leases, and as `replica` of the decisions that it records. No replica
 * of governance is ever called so, and the name does not tell the session.
 */
export function followerName({ followerId, session }: { followerId: string; session: string }): string {
  return `${LOCAL}${followerId}:${createHash('sha256').update(session).digest('hex').slice(0, 16)}`;
}

export function isFollowerName(holder: string): boolean {
  return holder.startsWith(LOCAL);
}

export const registrySnapshot = endpoint({
  subject: 'governance.registry.snapshot',
  service: 'governance',
  summary: 'One part of the newest stored snapshot of the registry; a local decision point begins with it.',
  permission: 'follow',
  pace: 'normal',
  request: z.strictObject({
    /** Of the snapshot whose further parts are wanted. */
    revision: Revision.optional(),
    /** From 0. */
    part: z.number().int().min(0).max(100_000).default(0),
  }),
  reply: z.object({
    /** Which registry this is: revisions of two registries have nothing to do with each other. */
    registryId: z.string(),
    /** Not the one asked for where that is not kept any more: then this is part 0 of the newest. */
    revision: Revision,
    /** 0: no snapshot is stored; the change log tells everything from revision 0. */
    parts: z.number().int().nonnegative(),
    part: z.number().int().nonnegative(),
    /** Packed, in base64; see libs/registry-view. */
    body: z.string(),
  }),
  errors: ['store-unavailable'],
});

export const followRegistry = endpoint({
  subject: 'governance.registry.follow',
  service: 'governance',
  summary:
    'A local decision point says how far it is, and hears what changed since. Its lease is renewed before the change log is read.',
  permission: 'follow',
  pace: 'normal',
  request: z.strictObject({
    ...Follower,
    /** Everything up to here is applied. */
    revision: Revision,
    limit: z.number().int().min(1).max(500).default(200),
  }),
  reply: z.object({
    registryId: z.string(),
    /** In order, from the very next revision on. */
    changes: z.array(RegistryChange),
    /**
     * Whether these are all. Only then, and once they are applied, may the follower decide from what it holds: until
     * `leaseMs` after it began to ask, by its own clocks.
     */
    complete: z.boolean(),
    leaseMs: z.number().int().positive(),
    /** The database's clock. */
    now: z.iso.datetime(),
  }),
  errors: ['stale-revision', 'too-many-followers', 'store-unavailable'],
});

export const leaveRegistry = endpoint({
  subject: 'governance.registry.leave',
  service: 'governance',
  summary: 'A local decision point has stopped deciding: no writer has to wait for it any more.',
  permission: 'follow',
  pace: 'normal',
  request: z.strictObject(Follower),
  reply: z.object({}),
  errors: ['store-unavailable'],
});

export const recordDecisions = endpoint({
  subject: 'governance.decision.record',
  service: 'governance',
  summary: 'A batch of decisions that a local decision point has made, for the audit stream.',
  permission: 'follow',
  pace: 'normal',
  request: z.strictObject({
    ...Follower,
    /** As in `decisionsRecorded`; the replica is `followerName`. */
    epoch: z.string().regex(/^[0-9A-Za-z-]{1,64}$/),
    /** Numbered without gaps. The same batch again is stored once. */
    decisions: z
      .array(z.union([DecisionRecord, ClosureDecisionRecord]))
      .min(1)
      .max(500),
  }),
  reply: z.object({}),
  errors: ['bus-unavailable'],
});
