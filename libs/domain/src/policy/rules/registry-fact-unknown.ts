import { requestVersion } from '../next-step';
import { REGISTRY_RULES, unmetDemands } from '../readings/registry-demands';
import type { PolicyRule } from '../rule';

export const registryFactUnknown: PolicyRule = {
  code: 'registry-fact-unknown',
  effect: 'undecided',
  summary:
    'Something that a package registry should say of the release is not known, and a rule of the policy that is in force asks for it.',
  settings: REGISTRY_RULES,
  waiting: false,
  mode: (rules, facts) => {
    const modes = unmetDemands(rules, facts).map(({ mode }) => mode);
    return modes.find((mode) => mode === 'enforce') ?? modes[0] ?? 'off';
  },
  judgeBy: (rules, facts) => {
    const demands = unmetDemands(rules, facts);
    if (demands.length === 0) return undefined;
    return {
      reason: `The policy asks for what is not known of this release (${demands.map(({ rule }) => rule).join(', ')}).`,
      evidence: demands.map(({ what }) => ({ fact: 'release', text: `unknown: ${what}` })),
      nextStep: requestVersion(facts),
    };
  },
};
