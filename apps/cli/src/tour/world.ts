import type { SallyportClient } from '@sallyport/client';
import type {
  Actor,
  Ecosystem,
  Grant,
  Installation,
  Lock,
  MinMaturity,
  PackageCoordinates,
  PackageRef,
  Role,
} from '@sallyport/domain';
import type { RestAnswer } from '../surroundings';

/** What the steps of one tour share: how to reach the product, and what earlier steps have found. */
export interface TourWorld {
  /** Two people; the first decides where one is enough. */
  readonly reviewers: readonly [Actor, Actor];
  /** An agent: it asks, and may not approve. */
  readonly requester: Actor;
  as(role: Role): Promise<SallyportClient>;
  /** GET on the gateway with the executor's token; undefined where the stack has no gateway. */
  readonly rest: ((path: string) => Promise<RestAnswer>) | undefined;
  sleep(ms: number): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds, monotonic. */
  clock(): number;
  /** A line for whoever watches. */
  tell(line: string): void;
  readonly found: Readonly<Record<Ecosystem, Found>>;
  /** Of the small package that shows what one review cannot. */
  readonly small: Found;
  /** Bans by selector and exceptions of this tour that still hold. */
  readonly standingBans: Set<string>;
  readonly exceptions: Set<string>;
  /** Approvals of other people that the tour took back for a while. */
  readonly borrowed: Borrowed[];
  readonly totals: TourTotals;
}

export interface Borrowed {
  pkg: PackageRef;
  minMaturity: MinMaturity;
  grant: Grant | undefined;
}

/** Of one closure. */
export interface Found {
  lock?: Lock;
  /** Set when nothing of other people stands in the way; without it the tour changes no package. */
  mayChange?: true;
  requestId?: string;
  /** The registry revision whose evidence was looked at. */
  seenRevision?: number;
  installation?: Installation;
  banned?: PackageCoordinates;
}

export interface TourTotals {
  packages: number;
  checks: number;
  executions: number;
  events: number;
  decisions: number;
}
