import type { Revision } from '../registry/change';
import type { Decision, Effect } from './decision';
import type { Facts } from './facts';
import { RULES } from './rules';

const STRENGTH: readonly Effect[] = ['deny', 'undecided', 'allow'];
const RULES_BY_STRENGTH = STRENGTH.flatMap((effect) => RULES.filter((rule) => rule.effect === effect));

/** Deny beats undecided beats allow; where no rule speaks the answer is undecided, which never allows. */
export function decide(facts: Facts, revision: Revision): Decision {
  for (const rule of RULES_BY_STRENGTH) {
    const verdict = rule.judge(facts);
    if (verdict === undefined) continue;
    return {
      allowed: rule.effect === 'allow',
      effect: rule.effect,
      reasonCode: rule.code,
      reason: verdict.reason,
      maturityRequired: verdict.maturityRequired,
      nextStep: verdict.nextStep,
      revision,
    };
  }
  return {
    allowed: false,
    effect: 'undecided',
    reasonCode: 'no-rule',
    reason: 'No rule covers these facts, so nothing is allowed.',
    maturityRequired: null,
    nextStep: null,
    revision,
  };
}
