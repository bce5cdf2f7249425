import type { Rule } from '../rule';

export const pendingReview: Rule = {
  code: 'pending-review',
  effect: 'undecided',
  summary: 'The version has been requested and waits for a reviewer.',
  judge: ({ status }) =>
    status === 'pending'
      ? {
          reason: 'Requested; a reviewer has not decided yet.',
          maturityRequired: null,
          nextStep: 'governance.package.approve',
        }
      : undefined,
};
