import { isLive, leastMaturity } from '../readings/approval';
import { addressee, requestVersion } from '../next-step';
import type { StructuralRule } from '../rule';

export const exactApprovalRequired: StructuralRule = {
  code: 'exact-approval-required',
  effect: 'deny',
  summary:
    'An intern needs an approval of this very version or file; one of a range, of all versions or of a name pattern is not enough.',
  judge: (facts, approval) => {
    const { approvals, now, maturity } = facts;
    if (approval !== undefined || maturity !== 'intern') return undefined;
    const forInterns = approvals.some((one) => one.minMaturity === 'intern' && isLive(one, now));
    if (!forInterns) return undefined;
    return {
      reason: 'Approved, but not by this exact version; an intern needs an approval of the version itself.',
      evidence: [{ fact: 'agent', text: maturity, ref: addressee(facts) }],
      maturityRequired: leastMaturity(facts),
      nextStep: requestVersion(facts),
    };
  },
};
