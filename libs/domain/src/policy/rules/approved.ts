import { isAtLeast } from '../../agent/maturity';
import type { Rule } from '../rule';

export const approved: Rule = {
  code: 'approved',
  effect: 'allow',
  summary: 'The version is approved for the maturity of the agent.',
  judge: ({ status, entry, maturity }) =>
    status === 'active' &&
    entry?.minMaturity &&
    maturity !== 'student' &&
    isAtLeast(maturity, entry.minMaturity)
      ? {
          reason: `Approved for ${entry.minMaturity} and above.`,
          maturityRequired: entry.minMaturity,
          nextStep: null,
        }
      : undefined,
};
