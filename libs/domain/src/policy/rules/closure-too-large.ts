import { mostPackages } from '../readings/closure-size';
import { exceptFrom } from '../next-step';
import type { PolicyRule } from '../rule';

export const closureTooLarge: PolicyRule = {
  code: 'closure-too-large',
  effect: 'deny',
  summary:
    'The closure that is asked about has more packages than the policy lets this maturity have at once.',
  settings: ['closure-too-large'],
  waiting: false,
  mode: (rules) => rules['closure-too-large'].mode,
  judgeBy: (rules, facts) => {
    const most = mostPackages(rules, facts.maturity);
    if (facts.closureSize === undefined || facts.closureSize <= most) return undefined;
    return {
      reason: `The closure has ${facts.closureSize} packages; at most ${most} are allowed.`,
      evidence: [{ fact: 'policy', text: `closure-too-large: ${most}`, ref: facts.policyVersion }],
      nextStep: exceptFrom('closure-too-large', facts),
    };
  },
};
