import { isAtLeast } from '../../agent/maturity';
import { hasLiveApproval, isLive, leastMaturity } from '../readings/approval';
import { NEXT_STEPS } from '../../contracts/next-steps';
import { addressee } from '../next-step';
import type { StructuralRule } from '../rule';

export const maturityTooLow: StructuralRule = {
  code: 'maturity-too-low',
  effect: 'deny',
  summary: 'The version is approved, but for a higher maturity than the agent has.',
  judge: (facts, approval) => {
    const { approvals, now, maturity } = facts;
    // Where one governs the question is answered; asked first, because nearly every check ends here.
    if (approval !== undefined || !hasLiveApproval(facts)) return undefined;
    if (approvals.some((one) => isAtLeast(maturity, one.minMaturity) && isLive(one, now))) return undefined;
    const required = leastMaturity(facts);
    const agentId = addressee(facts);
    return {
      reason: `Approved for ${required} and above; this agent is ${maturity}.`,
      evidence: [{ fact: 'agent', text: maturity, ref: agentId }],
      maturityRequired: required,
      nextStep: { subject: NEXT_STEPS.changeAgent, request: { agentId, maturity: required } },
    };
  },
};
