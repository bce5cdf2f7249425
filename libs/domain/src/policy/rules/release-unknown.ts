import { requestVersion } from '../next-step';
import type { Facts } from '../facts';
import type { PolicyRules, RuleMode } from '../policy';
import { requiredAge } from '../readings/release-age';
import type { PolicyRule } from '../rule';

export const releaseUnknown: PolicyRule = {
  code: 'release-unknown',
  effect: 'undecided',
  summary:
    'When the release was published, or whether it was yanked, is not known, and a rule of the policy that is in force needs it.',
  settings: ['release-too-new', 'release-yanked'],
  waiting: true,
  mode: (rules, facts) => {
    const modes = missing(rules, facts).map(({ mode }) => mode);
    return modes.find((mode) => mode === 'enforce') ?? modes[0] ?? 'off';
  },
  judgeBy: (rules, facts) => {
    const facets = missing(rules, facts).map(({ what }) => what);
    if (facets.length === 0) return undefined;
    return {
      reason: `The registry did not say ${facets.join(' and ')}.`,
      evidence: facets.map((what) => ({ fact: 'release', text: `unknown: ${what}` })),
      nextStep: requestVersion(facts),
    };
  },
};

/** What is missing, and how much the rule that needs it is meant; a rule that is off needs nothing. */
function missing(rules: PolicyRules, facts: Facts): { what: string; mode: RuleMode }[] {
  const tooNew = rules['release-too-new'];
  const yanked = rules['release-yanked'];
  const release = facts.known?.release;
  const gaps: { what: string; mode: RuleMode }[] = [];
  if (tooNew.mode !== 'off' && (release?.publishedAt ?? null) === null && requiredAge(tooNew, facts) > 0)
    gaps.push({ what: 'when it was published', mode: tooNew.mode });
  if (yanked.mode !== 'off' && (release?.yanked ?? null) === null)
    gaps.push({ what: 'whether it was yanked', mode: yanked.mode });
  return gaps;
}
