import type { ReasonCode } from '@sallyport/domain';

export interface DecisionFigures {
  /** Answered checks; a closure is one. */
  total: number;
  allowed: number;
  /** Decisions about single packages; of closures, only those about packages that were refused. */
  byReason: Partial<Record<ReasonCode, number>>;
}

/** `shared`: the figures are of all replicas that count in the same place, not of this one alone. */
export type DecisionTotals = DecisionFigures & { shared: boolean };

/** How many checks were answered, and how. Figures for people: losing them must never touch a decision. */
export abstract class DecisionCounters {
  /** In memory, in this turn: it is called while a check is answered. Never throws. */
  abstract count(allowed: boolean, reasonCodes: readonly ReasonCode[]): void;

  /** Brings what was counted to where the other replicas see it; what cannot be brought is kept. Never rejects. */
  abstract flush(): Promise<void>;

  /** All that this replica counted before the call is in it. Bounded in time; never rejects. */
  abstract totals(): Promise<DecisionTotals>;

  /** A last flush, bounded in time. Never rejects. */
  abstract close(): Promise<void>;
}
