import { NEXT_STEPS } from '../../contracts/next-steps';
import type { StructuralRule } from '../rule';

export const agentSuspended: StructuralRule = {
  code: 'agent-suspended',
  effect: 'deny',
  summary: 'The agent is suspended: nothing is allowed to it until a person resumes it.',
  judge: (facts) =>
    facts.isAgentSuspended
      ? {
          reason: 'This agent is suspended; a person has to resume it.',
          evidence: [{ fact: 'agent', text: 'suspended', ref: facts.agentId }],
          nextStep: { subject: NEXT_STEPS.resumeAgent, request: { agentId: facts.agentId } },
        }
      : undefined,
};
