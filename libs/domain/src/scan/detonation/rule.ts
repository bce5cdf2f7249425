import type { Severity, Verdict } from '../report';
import type { DetonationTrace } from './trace';

export interface DetonationSighting {
  message: string;
  /** What was done, as it was seen. */
  evidence?: string;
}

/** A header of data and one pure function from the trace to what it says. */
export interface DetonationRule {
  /** File name of the rule, with `detonation-` before it. */
  readonly code: string;
  readonly severity: Severity;
  /** What the artifact is at least, where the rule speaks. */
  readonly verdict: Verdict;
  readonly summary: string;
  readonly judge: (trace: DetonationTrace) => DetonationSighting[];
}
