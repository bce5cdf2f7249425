import type { MinMaturity } from '../agent/maturity';
import type { RuleException } from '../registry/standing';
import type { Effect, Evidence, NextStep } from './decision';
import type { ApprovalFact, Facts } from './facts';
import type { PolicyRules, RuleMode } from './policy';
import type { ReasonCode } from './reason-code';

export interface Verdict {
  /** One sentence. */
  reason: string;
  evidence: Evidence[];
  /** null: nothing would help. */
  nextStep: NextStep | null;
  /** Absent: no maturity would help, or `decide` finds out which would (rules of the policy). */
  maturityRequired?: MinMaturity | null;
  /** When time alone heals it, ISO 8601; absent: time does not. */
  eligibleAt?: string;
}

interface Header {
  /** Also the name of the file. */
  readonly code: Exclude<ReasonCode, 'no-rule'>;
  readonly effect: Effect;
  /** For docs/rules.md: when it applies, in one sentence. */
  readonly summary: string;
}

/**
 * Holds under every policy: no mode, and no exception unless it says so.
 * `approval` is the one that governs (approval.ts); undefined: none does.
 */
export interface StructuralRule extends Header {
  /** It stands for a fact that is missing, and a person may answer for it. */
  readonly exceptable?: true;
  readonly judge: (facts: Facts, approval: ApprovalFact | undefined) => Verdict | undefined;
}

/** Reads thresholds of the policy, has its mode, and may be excepted. Not asked where the policy cannot be read. */
export interface PolicyRule extends Header {
  /** The rules of the policy file that it reads. */
  readonly settings: readonly (keyof PolicyRules)[];
  /** `waiting`: time is all it asks for, so a break-glass approval passes it. */
  readonly waiting: boolean;
  readonly mode: (rules: PolicyRules, facts: Facts) => RuleMode;
  readonly judgeBy: (rules: PolicyRules, facts: Facts) => Verdict | undefined;
  /** Where it has nothing to say: the statements without which it would have spoken. */
  readonly silencedBy?: (rules: PolicyRules, facts: Facts) => readonly RuleException[];
}

/** A header of data and one pure function: facts in, a verdict or "nothing to say" out. */
export type Rule = StructuralRule | PolicyRule;

export function isPolicyRule(rule: Rule): rule is PolicyRule {
  return 'judgeBy' in rule;
}

export function isExceptable(rule: Rule): boolean {
  return isPolicyRule(rule) || rule.exceptable === true;
}
