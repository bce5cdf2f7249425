import type { Revision } from '@sallyport/domain';

/** Who answers checks from memory, until when, and from which revision. Failures are `store-unavailable`. */
export abstract class ReplicaLeases {
  /**
   * Grants or prolongs a lease from now on, by the store's own clock, and notes the applied revision.
   * What the store holds when this resolves, a later read by the caller sees.
   */
  abstract renew(replica: string, revision: Revision, leaseMs: number): Promise<void>;

  /** Replicas other than `replica` whose lease is live and who have not applied `revision` yet. */
  abstract behind(revision: Revision, replica: string): Promise<string[]>;

  abstract release(replica: string): Promise<void>;
}
