import type {
  AdvisoryMatch,
  Decision,
  Facts,
  Maturity,
  PackageId,
  Policy,
  ReasonCode,
} from '@sallyport/domain';

/** When, and under what other policy or advisories than those in force: a simulation. */
export interface CheckContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly policy?: { readonly policy: Policy; readonly version: string };
  /** undefined for a package: what the registry holds. */
  readonly advisories?: (id: PackageId) => readonly AdvisoryMatch[] | undefined;
  /** As if the agent were registered at this maturity, and not suspended. */
  readonly maturity?: Maturity;
}

export interface PackageJudgement {
  readonly allowed: boolean;
  readonly reasonCode: ReasonCode;
  /** With evidence. Put together when asked for; it may be one that others are given too, so it is not to be changed. */
  readonly decision: Decision;
  readonly agentId: string;
  readonly maturity: Maturity;
  readonly id: PackageId;
  /** The file that is meant; undefined: the version with all its known files. */
  readonly digest: string | undefined;
  /** Put together when asked for, so to be asked for in the turn of the judgement. */
  readonly facts: Facts;
}
