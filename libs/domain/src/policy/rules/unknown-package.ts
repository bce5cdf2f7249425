import { hasLiveApproval } from '../readings/approval';
import { requestVersion } from '../next-step';
import type { StructuralRule } from '../rule';

export const unknownPackage: StructuralRule = {
  code: 'unknown-package',
  effect: 'undecided',
  summary:
    'The registry has never heard of this version, and no approval of more than one version covers it.',
  judge: (facts) =>
    facts.status === 'unknown' && !hasLiveApproval(facts)
      ? {
          reason: 'Nobody has requested or reviewed this version.',
          evidence: [{ fact: 'registry', text: 'unknown' }],
          nextStep: requestVersion(facts),
        }
      : undefined,
};
