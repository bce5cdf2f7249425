import { requestVersion } from '../next-step';
import { provenanceChange } from '../readings/provenance';
import type { PolicyRule } from '../rule';

export const provenanceUnknown: PolicyRule = {
  code: 'provenance-unknown',
  effect: 'undecided',
  summary:
    'Whether the release lost the provenance of the one before is not known, and `provenance-lost` is in force.',
  settings: ['provenance-lost'],
  waiting: false,
  mode: (rules) => rules['provenance-lost'].mode,
  judgeBy: (_rules, facts) =>
    provenanceChange(facts) === 'unknown'
      ? {
          reason: 'It is not known whether this release can be traced to its source as the one before.',
          evidence: [{ fact: 'provenance', text: 'unknown' }],
          nextStep: requestVersion(facts),
        }
      : undefined,
};
