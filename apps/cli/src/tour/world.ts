import type { SallyportClient } from '@sallyport/client';
import type {
  Actor,
  Ecosystem,
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
  readonly actor: Actor;
  as(role: Role): Promise<SallyportClient>;
  /** GET on the gateway with the executor's token; undefined where the stack has no gateway. */
  readonly rest: ((path: string) => Promise<RestAnswer>) | undefined;
  sleep(ms: number): Promise<void>;
  clock(): number;
  /** A line for whoever watches. */
  tell(line: string): void;
  readonly found: Readonly<Record<Ecosystem, Found>>;
  /** Approvals of other people that the tour took back for a while. */
  readonly borrowed: { pkg: PackageRef; minMaturity: MinMaturity }[];
  readonly totals: TourTotals;
}

/** Of one ecosystem. */
export interface Found {
  lock?: Lock;
  /** Set when nothing of other people stands in the way; without it the tour changes no package. */
  mayChange?: true;
  requestId?: string;
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
