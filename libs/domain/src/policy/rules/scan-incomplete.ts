import { printable } from '../../errors';
import { concernedArtifacts } from '../readings/artifacts';
import type { Evidence } from '../decision';
import type { Facts } from '../facts';
import { requestVersion } from '../next-step';
import type { StructuralRule } from '../rule';

export const scanIncomplete: StructuralRule = {
  code: 'scan-incomplete',
  effect: 'undecided',
  summary: 'The newest scan came to nothing, or could not judge a file; nothing may be concluded from it.',
  judge: (facts) => {
    if (isComplete(facts)) return undefined;
    const evidence = gaps(facts);
    const [first] = evidence as [Evidence];
    return {
      reason: `The scan is not complete: ${first.text}.`,
      evidence,
      nextStep: requestVersion(facts),
    };
  },
};

function isComplete(facts: Facts): boolean {
  return (
    (facts.known?.scanFailed ?? null) === null &&
    !concernedArtifacts(facts).some(({ verdict }) => verdict === 'unknown')
  );
}

function gaps(facts: Facts): Evidence[] {
  const failed = facts.known?.scanFailed ?? null;
  const unjudged = concernedArtifacts(facts).filter(({ verdict }) => verdict === 'unknown');
  return [
    ...(failed === null
      ? []
      : [{ fact: 'scan' as const, text: `it failed at ${failed.at} (${printable(failed.message, 200)})` }]),
    ...unjudged.map(({ filename, digest }) => ({
      fact: 'scan' as const,
      text: `${printable(filename, 120)} could not be judged`,
      ref: digest,
    })),
  ];
}
