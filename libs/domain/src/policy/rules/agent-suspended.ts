import { NEXT_STEPS } from '../../contracts/next-steps';
import { addressee } from '../next-step';
import type { StructuralRule } from '../rule';

export const agentSuspended: StructuralRule = {
  code: 'agent-suspended',
  effect: 'deny',
  summary: 'The agent is suspended: nothing is allowed to it until a person resumes it.',
  judge: (facts) =>
    facts.isAgentSuspended
      ? {
          reason: 'This agent is suspended; a person has to resume it.',
          evidence: [{ fact: 'agent', text: 'suspended', ref: addressee(facts) }],
          nextStep: { subject: NEXT_STEPS.resumeAgent, request: { agentId: addressee(facts) } },
        }
      : undefined,
};
