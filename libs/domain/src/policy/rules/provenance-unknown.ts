import { requestVersion } from '../next-step';
import type { Facts } from '../facts';
import type { PolicyRules, RuleMode } from '../policy';
import { provenanceChange } from '../readings/provenance';
import { sourceStanding } from '../readings/provenance-source';
import type { PolicyRule } from '../rule';

export const provenanceUnknown: PolicyRule = {
  code: 'provenance-unknown',
  effect: 'undecided',
  summary:
    'Whether the release lost the provenance of earlier ones, or comes from another source, is not known, and `provenance-lost` or `provenance-changed` is in force.',
  settings: ['provenance-lost', 'provenance-changed'],
  waiting: false,
  mode: (rules, facts) => {
    const modes = missing(rules, facts).map(({ mode }) => mode);
    return modes.find((mode) => mode === 'enforce') ?? modes[0] ?? 'off';
  },
  judgeBy: (rules, facts) => {
    const [first] = missing(rules, facts);
    if (first === undefined) return undefined;
    return {
      reason: `It is not known whether this release ${first.what}.`,
      evidence: [{ fact: 'provenance', text: 'unknown' }],
      nextStep: requestVersion(facts),
    };
  },
};

/** What is missing, and how much the rule that needs it is meant; a rule that is off needs nothing. */
function missing(rules: PolicyRules, facts: Facts): { what: string; mode: RuleMode }[] {
  const lost = rules['provenance-lost'];
  const changed = rules['provenance-changed'];
  const gaps: { what: string; mode: RuleMode }[] = [];
  if (lost.mode !== 'off' && provenanceChange(facts) === 'unknown')
    gaps.push({ what: 'can be traced to its source as the one before', mode: lost.mode });
  if (changed.mode !== 'off' && sourceStanding(changed, facts) === 'unknown')
    gaps.push({ what: 'comes from where it should', mode: changed.mode });
  return gaps;
}
