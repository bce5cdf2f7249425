import type { Rule } from '../rule';

export const studentBlocked: Rule = {
  code: 'student-blocked',
  effect: 'deny',
  summary: 'A student, and any agent that nobody registered, may use no package at all.',
  judge: ({ maturity, isAgentRegistered, entry }) =>
    maturity === 'student'
      ? {
          reason: isAgentRegistered
            ? 'Students may not use packages.'
            : 'This agent is not registered and counts as a student; students may not use packages.',
          maturityRequired: entry?.minMaturity ?? 'intern',
          nextStep: isAgentRegistered ? 'governance.agent.change' : 'governance.agent.register',
        }
      : undefined,
};
