import { boundDigests } from '../readings/approval';
import { approveVersion } from '../next-step';
import type { StructuralRule } from '../rule';

export const approvalUnbound: StructuralRule = {
  code: 'approval-unbound',
  effect: 'undecided',
  summary:
    'An intern needs an approval that was given for certain files, and this one was given before any was known.',
  judge: (facts, approval) =>
    facts.maturity === 'intern' && approval !== undefined && boundDigests(approval) === null
      ? {
          reason: 'The approval names no files; an intern needs one that was given after the scan.',
          evidence: [{ fact: 'approval', text: 'bound to no files' }],
          nextStep: approveVersion(facts, approval.minMaturity),
        }
      : undefined,
};
