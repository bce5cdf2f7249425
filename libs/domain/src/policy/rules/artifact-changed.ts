import { boundDigests, concernedDigests } from '../readings/approval';
import { approveVersion } from '../next-step';
import type { StructuralRule } from '../rule';

export const artifactChanged: StructuralRule = {
  code: 'artifact-changed',
  effect: 'undecided',
  summary:
    'A file that is meant is not among those that the approval was given for: somebody has to look at it.',
  judge: (facts, approval) => {
    const bound = approval === undefined ? null : boundDigests(approval);
    if (approval === undefined || bound === null) return undefined;
    const strangers = concernedDigests(facts).filter((digest) => !bound.includes(digest));
    if (strangers.length === 0) return undefined;
    return {
      reason: 'The approval was given for other files of this version than are there now.',
      evidence: strangers.map((digest) => ({
        fact: 'scan',
        text: 'not among the approved files',
        ref: digest,
      })),
      maturityRequired: approval.minMaturity,
      nextStep: approveVersion(facts, approval.minMaturity),
    };
  },
};
