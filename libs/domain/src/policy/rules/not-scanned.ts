import { concernedArtifacts } from '../readings/artifacts';
import { requestVersion } from '../next-step';
import type { StructuralRule } from '../rule';

export const notScanned: StructuralRule = {
  code: 'not-scanned',
  effect: 'undecided',
  summary:
    'No file of the version has been scanned, or not the one that is meant. Nothing is allowed unseen.',
  judge: (facts) => {
    // Where a scan was tried and failed, `scan-incomplete` knows more.
    if (concernedArtifacts(facts).length > 0 || (facts.known?.scanFailed ?? null) !== null) return undefined;
    const text = facts.digest === undefined ? 'no file has been scanned' : 'this file has not been scanned';
    return {
      reason: `Approved or not, ${text}; a request has it scanned.`,
      evidence: [{ fact: 'scan', text, ref: facts.digest }],
      nextStep: requestVersion(facts),
    };
  },
};
