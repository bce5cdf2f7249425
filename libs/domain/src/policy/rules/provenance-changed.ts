import { exceptFrom } from '../next-step';
import { describeSource, sourceStanding } from '../readings/provenance-source';
import type { PolicyRule } from '../rule';

export const provenanceChanged: PolicyRule = {
  code: 'provenance-changed',
  effect: 'deny',
  summary:
    'The release was built from another source than earlier ones, or is not verified to come from where the policy pins the package to.',
  settings: ['provenance-changed'],
  waiting: false,
  mode: (rules) => rules['provenance-changed'].mode,
  judgeBy: (rules, facts) => {
    const standing = sourceStanding(rules['provenance-changed'], facts);
    if (standing !== 'changed' && standing !== 'off-pin') return undefined;
    return {
      reason:
        standing === 'changed'
          ? 'It was built from another source than the releases before.'
          : 'The policy pins this package to a source, and it is not verified to come from there.',
      evidence: [{ fact: 'provenance', text: describeSource(facts) }],
      nextStep: exceptFrom('provenance-changed', facts),
    };
  },
};
