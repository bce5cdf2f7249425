import { requestVersion } from '../next-step';
import { DELTA_RULES, modesOfDelta, whyDeltaUnknown } from '../readings/delta';
import type { PolicyRule } from '../rule';

export const deltaUnknown: PolicyRule = {
  code: 'delta-unknown',
  effect: 'undecided',
  summary:
    'It is not known what is new since the approved version before, and a rule of the policy that is in force asks for it. That there is no version before is known.',
  settings: DELTA_RULES,
  waiting: false,
  mode: (rules, facts) => {
    const modes = modesOfDelta(rules, facts);
    return modes.find((mode) => mode === 'enforce') ?? modes[0] ?? 'off';
  },
  judgeBy: (_rules, facts) => {
    const why = whyDeltaUnknown(facts);
    if (why === undefined) return undefined;
    return {
      reason: 'It is not known what is new since the version before.',
      evidence: [{ fact: 'scan', text: `unknown: ${why}` }],
      nextStep: requestVersion(facts),
    };
  },
};
