/**
 * What is known after a run: what writers were told, what the registry's log holds, and what checks were answered.
 * All times are milliseconds of one clock that only grows, shared by all processes of the machine; `wallOffset` turns
 * them into milliseconds since 1970, in which approvals end.
 */
export interface History {
  readonly operations: readonly Operation[];
  /** In the order of the log. */
  readonly log: readonly LoggedChange[];
  readonly checks: CheckColumns;
  /** Packages of each question, by number: one for a check, several for a closure. */
  readonly questions: readonly (readonly number[])[];
  readonly wallOffset: number;
}

/** One write. What it did is in the log; here is when it ran and what its caller knows. */
export interface Operation {
  /** In the log as the note of the change. */
  readonly id: string;
  readonly start: number;
  readonly end: number;
  /** Absent: no receipt came, so it may have happened, may still happen, or never will. */
  readonly receipt?: { readonly revision: number; readonly changed: number };
}

export interface LoggedChange {
  readonly revision: number;
  /** Ids of the operations it came from; none for what a service wrote by itself. */
  readonly notes: readonly string[];
  readonly parts: readonly SubjectState[];
}

export type SubjectState =
  | { readonly kind: 'package'; readonly index: number; readonly state: PackageState }
  | { readonly kind: 'agent'; readonly index: number; readonly state: AgentState }
  | { readonly kind: 'policy'; readonly index: 0; readonly state: PolicyState };

export interface PackageState {
  /** Rank of the least maturity that is approved; null: not approved. */
  readonly approvedFrom: number | null;
  /** Milliseconds since 1970; Infinity: no end. */
  readonly until: number;
  readonly banned: boolean;
}

export interface AgentState {
  /** 0 student, 1 intern, 2 supervised, 3 autonomous. */
  readonly rank: number;
  readonly suspended: boolean;
}

export interface PolicyState {
  /** Whether packages are refused to agents of this rank; null: to none for their rank alone. */
  readonly refusedRank: number | null;
}

/** One value a check in every column. */
export interface CheckColumns {
  readonly length: number;
  readonly start: Float64Array;
  /** NaN: never answered. */
  readonly end: Float64Array;
  readonly agent: Uint16Array;
  readonly question: Uint16Array;
  /** What `Outcome` says. */
  readonly outcome: Uint8Array;
  /** Of the reply; 0 where there is none. */
  readonly revision: Uint32Array;
  /** Asked for; 0: nothing was. */
  readonly minRevision: Uint32Array;
}

/** Everything above `DENIED` is an error: its place in the domain's list of codes. */
export const UNANSWERED = 0;
export const ALLOWED = 1;
export const DENIED = 2;
export const FIRST_ERROR = 3;

export const NOT_APPROVED: PackageState = { approvedFrom: null, until: Infinity, banned: false };
export const UNREGISTERED: AgentState = { rank: 0, suspended: false };
export const NO_POLICY: PolicyState = { refusedRank: null };

/** The rules of the registry as far as these histories go, written apart from the product's. `at`: since 1970. */
export function isAllowed(agent: AgentState, pkg: PackageState, policy: PolicyState, at: number): boolean {
  return (
    agent.rank > 0 &&
    !agent.suspended &&
    !pkg.banned &&
    pkg.approvedFrom !== null &&
    agent.rank >= pkg.approvedFrom &&
    at < pkg.until &&
    agent.rank !== policy.refusedRank
  );
}
