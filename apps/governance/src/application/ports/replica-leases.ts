import type { Revision } from '@sallyport/domain';

export interface LeaseHolder {
  readonly holder: string;
  /**
   * The number of this holder's newest renewal. Every renewal has a greater one than all before it, whoever's they
   * were: a holder that was forgotten and came back is not taken for the silent one it was.
   */
  readonly renewal: number;
}

/** How long a lease is, milliseconds: for this long a writer waits for a holder that it hears nothing of. */
export const LEASE_MS = 1_000;
/** A timer may fire a little early. */
export const LEASE_WAIT_MS = LEASE_MS + 10;
/**
 * How long its holder answers from memory, from before it asked. Shorter, because two clocks that time synchronisation
 * is slewing may run apart: chrony's `maxslewrate` is one twelfth by default, in both directions (13/12 : 11/12 = 1.18).
 */
export const HELD_MS = 850;

/**
 * Who may be answering checks from memory, and from which revision. It shortens a writer's wait and is not what the
 * wait rests on: whoever cannot learn it waits for a whole lease. So it has no clock and nothing in it runs out by
 * itself. Every failure is `store-unavailable`.
 *
 * `identity` names a store and its present life: it changes whenever the store may have lost what it held (emptied,
 * restarted without all of its data, another server). Every call with another one than the present one fails.
 */
export abstract class ReplicaLeases {
  /** Asks the store. */
  abstract identity(): Promise<string>;

  /**
   * Gives this renewal the next number and notes the revision, which never goes back. What the registry's store holds when this
   * resolves, a later read by the caller sees.
   */
  abstract renew(holder: string, revision: Revision, identity: string): Promise<void>;

  /** Holders that have not noted `revision` yet, by name. */
  abstract behind(revision: Revision, identity: string): Promise<LeaseHolder[]>;

  /** All holders, by name. */
  abstract holders(identity: string): Promise<(LeaseHolder & { readonly revision: Revision })[]>;

  /** Takes out a holder whose newest renewal still is this one; one that has renewed since is left alone. */
  abstract forget(holder: string, renewal: number, identity: string): Promise<void>;

  /** Gives a lease back, in whatever life of the store. */
  abstract release(holder: string): Promise<void>;

  /** Ends what connections it has of its own. */
  abstract close(): void;
}
