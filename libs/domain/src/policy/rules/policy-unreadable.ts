import { NEXT_STEPS } from '../../contracts/next-steps';
import type { StructuralRule } from '../rule';

export const policyUnreadable: StructuralRule = {
  code: 'policy-unreadable',
  effect: 'undecided',
  summary:
    'The stored policy cannot be read by this release; nothing is allowed until one is applied that can.',
  judge: ({ policy, policyVersion }) =>
    policy === undefined
      ? {
          reason: 'The policy in force cannot be read, so nothing can be allowed.',
          evidence: [{ fact: 'policy', text: 'cannot be read', ref: policyVersion }],
          nextStep: { subject: NEXT_STEPS.applyPolicy, request: {} },
        }
      : undefined,
};
