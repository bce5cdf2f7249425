import { hasLiveApproval } from '../readings/approval';
import { approveVersion } from '../next-step';
import type { StructuralRule } from '../rule';

export const secondReviewPending: StructuralRule = {
  code: 'second-review-pending',
  effect: 'undecided',
  summary: 'One reviewer has said yes, and the policy asks for a second one.',
  judge: (facts) => {
    const first = facts.entry?.firstReview;
    if (facts.status !== 'pending' || first === undefined || hasLiveApproval(facts)) return undefined;
    return {
      reason: `One reviewer has approved it for ${first.minMaturity}; another one has to.`,
      evidence: [{ fact: 'approval', text: `first review by ${first.by}` }],
      nextStep: approveVersion(facts, first.minMaturity),
    };
  },
};
