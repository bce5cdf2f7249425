import { isAtLeast, type MinMaturity } from '../agent/maturity';
import type { Revision } from '../registry/change';
import type { RuleException } from '../registry/standing';
import { governingApproval, LEAST_FIRST } from './readings/approval';
import type { Decision, Effect } from './decision';
import { liveException } from './exception';
import type { ApprovalFact, Facts } from './facts';
import type { PolicyRules } from './policy';
import type { ReasonCode } from './reason-code';
import { isPolicyRule, type PolicyRule, type Rule, type StructuralRule, type Verdict } from './rule';
import { RULES } from './rules';

const STRENGTH: readonly Effect[] = ['deny', 'undecided', 'allow'];
export const RULES_BY_STRENGTH = STRENGTH.flatMap((effect) => RULES.filter((rule) => rule.effect === effect));

export const NO_RULE: Verdict = {
  reason: 'No rule covers these facts, so nothing is allowed.',
  evidence: [],
  nextStep: null,
};

/** What was passed over on the way to the answer. */
export interface Passed {
  exceptions: RuleException[];
  dryRun: ReasonCode[];
}

export const nothingPassed = (): Passed => ({ exceptions: [], dryRun: [] });

/**
 * Deny beats undecided beats allow; where no rule speaks the answer is undecided, which never allows.
 * One pass: rules that come after the one that answers are not asked, so `dryRun` and `exceptions` are complete only
 * where the answer is allow.
 */
export function decide(facts: Facts, revision: Revision): Decision {
  const approval = governingApproval(facts);
  const passed = nothingPassed();
  for (const rule of RULES_BY_STRENGTH) {
    const verdict = judge(rule, facts, approval, passed);
    if (verdict !== undefined) return answer(rule, verdict, facts, revision, passed, approval);
  }
  return answer(undefined, NO_RULE, facts, revision, passed, approval);
}

/** What one rule says, if it is asked and heeded; what it would have said is put to what was `passed`. */
export function judge(
  rule: Rule,
  facts: Facts,
  approval: ApprovalFact | undefined,
  passed: Passed,
): Verdict | undefined {
  if (!isPolicyRule(rule)) return judgeStructure(rule, facts, approval, passed);
  const settings = facts.policy?.rules;
  if (settings === undefined || (rule.waiting && approval?.grant?.breakGlass === true)) return undefined;
  return judgeByPolicy(rule, settings, facts, passed);
}

function judgeStructure(
  rule: StructuralRule,
  facts: Facts,
  approval: ApprovalFact | undefined,
  passed: Passed,
): Verdict | undefined {
  const verdict = rule.judge(facts, approval);
  if (verdict === undefined || rule.exceptable !== true) return verdict;
  const exception = liveException(rule.code, facts);
  if (exception === undefined) return verdict;
  passed.exceptions.push(exception);
  return undefined;
}

function judgeByPolicy(
  rule: PolicyRule,
  settings: PolicyRules,
  facts: Facts,
  passed: Passed,
): Verdict | undefined {
  const mode = rule.mode(settings, facts);
  if (mode === 'off') return undefined;
  const verdict = rule.judgeBy(settings, facts);
  if (verdict === undefined) {
    if (mode === 'enforce') passed.exceptions.push(...(rule.silencedBy?.(settings, facts) ?? []));
    return undefined;
  }
  const exception = liveException(rule.code, facts);
  if (mode === 'dry-run') {
    if (exception === undefined) passed.dryRun.push(rule.code);
    return undefined;
  }
  if (exception !== undefined) {
    passed.exceptions.push(exception);
    return undefined;
  }
  return { ...verdict, maturityRequired: maturityThatPasses(rule, settings, facts) };
}

/** The least higher maturity that has an approval and that this rule lets pass. */
function maturityThatPasses(rule: PolicyRule, settings: PolicyRules, facts: Facts): MinMaturity | null {
  const passes = (maturity: MinMaturity) => {
    // Not copied: whoever watches what is read would take that for a look at everything.
    const promoted = Object.create(facts, { maturity: { value: maturity } }) as Facts;
    return (
      governingApproval(promoted) !== undefined &&
      (rule.mode(settings, promoted) === 'off' || rule.judgeBy(settings, promoted) === undefined)
    );
  };
  return LEAST_FIRST.find((maturity) => !isAtLeast(facts.maturity, maturity) && passes(maturity)) ?? null;
}

export function answer(
  rule: Rule | undefined,
  verdict: Verdict,
  facts: Facts,
  revision: Revision,
  passed: Passed,
  approval: ApprovalFact | undefined,
): Decision {
  const decision: Decision = {
    allowed: rule?.effect === 'allow',
    effect: rule?.effect ?? 'undecided',
    reasonCode: rule?.code ?? 'no-rule',
    reason: verdict.reason,
    maturityRequired: verdict.maturityRequired ?? null,
    evidence: verdict.evidence,
    nextStep: verdict.nextStep,
    eligibleAt: verdict.eligibleAt ?? null,
    revision,
    policyVersion: facts.policyVersion,
  };
  if (passed.exceptions.length > 0) {
    decision.exceptions = passed.exceptions.map(({ id }) => id);
    decision.evidence = [...decision.evidence, ...passed.exceptions.map(evidenceOf)];
  }
  if (passed.dryRun.length > 0) decision.dryRun = passed.dryRun;
  const grant = approval?.grant;
  if (!decision.allowed || grant === undefined) return decision;
  if (grant.without.length > 0) decision.without = grant.without;
  if (grant.breakGlass) decision.breakGlass = true;
  return decision;
}

function evidenceOf(exception: RuleException): Decision['evidence'][number] {
  const { id, rule, owner, expiresAt, notAffected } = exception;
  const what =
    notAffected === undefined
      ? `${rule} is excepted`
      : `${notAffected.advisory} is stated not to affect it (${notAffected.justification})`;
  return {
    fact: 'exception',
    text: `${what} until ${expiresAt}; ${owner} answers for it`,
    ref: id,
  };
}
