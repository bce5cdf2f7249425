import type { Rule } from '../rule';

export const banned: Rule = {
  code: 'banned',
  effect: 'deny',
  summary:
    'A live ban holds for every agent, whatever its maturity and whatever was approved; its reason is shown to all.',
  judge: ({ entry }) =>
    entry !== undefined && entry.banReason !== null
      ? { reason: `Banned for all agents: ${entry.banReason}`, maturityRequired: null, nextStep: null }
      : undefined,
};
