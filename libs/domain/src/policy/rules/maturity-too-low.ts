import { isAtLeast } from '../../agent/maturity';
import type { Rule } from '../rule';

export const maturityTooLow: Rule = {
  code: 'maturity-too-low',
  effect: 'deny',
  summary: 'The version is approved, but for a higher maturity than the agent has.',
  judge: ({ status, entry, maturity }) =>
    status === 'active' && entry?.minMaturity && !isAtLeast(maturity, entry.minMaturity)
      ? {
          reason: `Approved for ${entry.minMaturity} and above; this agent is ${maturity}.`,
          maturityRequired: entry.minMaturity,
          nextStep: 'governance.agent.change',
        }
      : undefined,
};
