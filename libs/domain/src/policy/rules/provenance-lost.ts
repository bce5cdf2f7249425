import { exceptFrom } from '../next-step';
import { provenanceChange } from '../readings/provenance';
import type { PolicyRule } from '../rule';

export const provenanceLost: PolicyRule = {
  code: 'provenance-lost',
  effect: 'deny',
  summary: 'The release before could be traced to its source, and this one cannot.',
  settings: ['provenance-lost'],
  waiting: false,
  mode: (rules) => rules['provenance-lost'].mode,
  judgeBy: (_rules, facts) =>
    provenanceChange(facts) === 'lost'
      ? {
          reason: 'The release before had verified provenance; this one has not.',
          evidence: [
            {
              fact: 'provenance',
              text: `before: verified, now: ${facts.known?.release.provenance ?? 'unknown'}`,
            },
          ],
          nextStep: exceptFrom('provenance-lost', facts),
        }
      : undefined,
};
