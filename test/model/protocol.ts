import type { World } from './world';

/** What takes part, and how much may happen. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly holders: readonly HolderSetUp[];
  /** The process of a holder that makes an act; each makes one at a time. */
  readonly writers: readonly number[];
  readonly revisions: number;
  /** Kills and ends, each with a start again. */
  readonly crashes?: number;
  /** How often the first store of leases may lose everything. */
  readonly losses?: number;
  /** How often a store of leases may be put in force. */
  readonly claims?: number;
  /** Renewals that arrive when their sender has given them up. */
  readonly strays?: number;
  /** Ticks of a lease. */
  readonly lease?: number;
}

export interface HolderSetUp {
  readonly name: string;
  /** Which store of leases it is set up with. */
  readonly store: 0 | 1;
  /** A local decision point: the replica through which it renews and reads. */
  readonly via?: number;
  /** It takes those off the list that have gone silent. */
  readonly tends?: boolean;
}

/** Ways to build it wrong. The protocol itself has none of them. */
export type Fault =
  | 'ack-before-apply'
  | 'ack-waits-for-ever'
  | 'check-after-look'
  | 'commit-not-durable'
  | 'drift-beyond-margin'
  | 'follower-from-memory'
  | 'forget-from-before'
  | 'forget-moved'
  | 'generation-not-counted'
  | 'lease-from-end'
  | 'lease-off'
  | 'leases-before-commit'
  | 'log-before-renewal'
  | 'memo-ignores-revisions'
  | 'renewals-start-again'
  | 'suspended-unseen'
  | 'trust-after-loss'
  | 'trust-from-before'
  | 'two-of-one-name'
  | 'view-goes-back'
  | 'wait-from-before'
  | 'wall-clock-writer';

export interface Model {
  readonly scenario: Scenario;
  readonly fault?: Fault | undefined;
}

/**
 * One thing that can happen next. `change` is given the state to write to; what it returns is a broken law.
 * @param actor who does it
 * @param what present tense, without numbers: those are read off the state
 * @param isRare a walk takes it seldom, so that between faults something works
 */
export type Take = (
  actor: string,
  what: string,
  change: (next: World) => string | void,
  isRare?: boolean,
) => void;

export const RARE = true;

const LEASE_TICKS = 2;

/**
 * Ticks of true time, at most: however slow the holder's clock is. Leases of all holders are this long, and waits of
 * all writers as short as can be, so every pair of clocks within the margin does no more than the model does.
 */
export function leaseOf({ scenario }: Model): number {
  return scenario.lease ?? LEASE_TICKS;
}

/** Ticks of true time, at least: however fast the writer's clock is. The margin makes it no less than any lease. */
export function waitOf(model: Model): number {
  return leaseOf(model) - (model.fault === 'drift-beyond-margin' ? 1 : 0);
}

/** The name it goes by in the stores of leases and in what it tells. */
export function nameOf(holder: number, { fault }: Model): number {
  return fault === 'two-of-one-name' && holder === 2 ? 1 : holder;
}

export function setUpOf(holder: number, { scenario }: Model): HolderSetUp {
  return scenario.holders[holder] as HolderSetUp;
}

export function hostOf(writer: number, { scenario }: Model): number {
  return scenario.writers[writer] as number;
}

/** Which leases are in force: counted, because one store may be in force twice with another one between. */
export function generationSeen(world: World, { fault }: Model): number {
  return fault === 'generation-not-counted' ? world.database.force : world.database.generation;
}
