import type { MinMaturity } from '../agent/maturity';
import type { Effect } from './decision';
import type { Facts } from './facts';
import type { ReasonCode } from './reason-code';

export interface Verdict {
  reason: string;
  maturityRequired: MinMaturity | null;
  nextStep: string | null;
}

/** A header of data and one pure function: facts in, a verdict or "nothing to say" out. */
export interface Rule {
  readonly code: Exclude<ReasonCode, 'no-rule'>;
  readonly effect: Effect;
  /** For docs/rules.md: when it applies, in one sentence. */
  readonly summary: string;
  readonly judge: (facts: Facts) => Verdict | undefined;
}
