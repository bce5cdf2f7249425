import { leastMaturity } from '../readings/approval';
import { NEXT_STEPS } from '../../contracts/next-steps';
import { addressee } from '../next-step';
import type { StructuralRule } from '../rule';

export const studentBlocked: StructuralRule = {
  code: 'student-blocked',
  effect: 'deny',
  summary: 'A student, and any agent that nobody registered, may use no package at all.',
  judge: (facts) => {
    const { maturity, isAgentRegistered } = facts;
    // Who is not registered has no maturity, whatever the facts call it.
    if (maturity !== 'student' && isAgentRegistered) return undefined;
    const required = leastMaturity(facts) ?? 'intern';
    const agentId = addressee(facts);
    return {
      reason: isAgentRegistered
        ? 'Students may not use packages.'
        : 'This agent is not registered and counts as a student; students may not use packages.',
      evidence: [{ fact: 'agent', text: isAgentRegistered ? 'student' : 'not registered', ref: agentId }],
      maturityRequired: required,
      nextStep: {
        subject: isAgentRegistered ? NEXT_STEPS.changeAgent : NEXT_STEPS.registerAgent,
        request: { agentId, maturity: required },
      },
    };
  },
};
