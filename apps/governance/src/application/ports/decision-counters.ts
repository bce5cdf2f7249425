import type { governanceStats, PackageId, ReasonCode, ReplyOf } from '@sallyport/domain';

export interface DecisionFigures {
  /** Answered checks; a closure is one. */
  total: number;
  allowed: number;
  /** Decisions about single packages; of closures, only those about packages that were refused. */
  byReason: Partial<Record<ReasonCode, number>>;
}

type Checks = ReplyOf<typeof governanceStats>['checks'];

/** The busiest of the replica that was asked, since it started; at most 100 each, the busiest first. */
export type Busiest = Pick<Checks, 'byAgent' | 'byPackage'>;

/** `shared`: `DecisionFigures` are of all replicas that count in the same place, not of this one alone. */
export type DecisionTotals = DecisionFigures & Busiest & { shared: boolean };

/** What was decided of one package in one check. */
export interface CountedPackage {
  readonly id: PackageId;
  readonly allowed: boolean;
  readonly reasonCode: ReasonCode;
}

export interface CountedCheck {
  readonly agentId: string;
  readonly allowed: boolean;
  /** One package, or what was refused of a closure. */
  readonly packages: readonly CountedPackage[];
}

/** How many checks were answered, and how. Figures for people: losing them must never touch a decision. */
export abstract class DecisionCounters {
  /** In memory, in this turn: it is called while a check is answered. Never throws. */
  abstract count(check: CountedCheck): void;

  /** Brings what was counted to where the other replicas see it; what cannot be brought is kept. Never rejects. */
  abstract flush(): Promise<void>;

  /** All that this replica counted before the call is in it. Bounded in time; never rejects. */
  abstract totals(): Promise<DecisionTotals>;

  /** A last flush, bounded in time. Never rejects. */
  abstract close(): Promise<void>;
}
