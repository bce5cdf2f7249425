import { hasLiveApproval } from '../readings/approval';
import { approveVersion } from '../next-step';
import type { StructuralRule } from '../rule';

export const pendingReview: StructuralRule = {
  code: 'pending-review',
  effect: 'undecided',
  summary: 'The version has been requested and waits for a reviewer.',
  judge: (facts) =>
    facts.status === 'pending' && facts.entry?.firstReview === undefined && !hasLiveApproval(facts)
      ? {
          reason: 'Requested; a reviewer has not decided yet.',
          evidence: [{ fact: 'registry', text: `requested by ${facts.entry?.requestedBy ?? 'somebody'}` }],
          nextStep: approveVersion(facts, null),
        }
      : undefined,
};
