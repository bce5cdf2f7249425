import { printable } from '../../errors';
import { isClearedByRunning } from '../../scan/detonation/looks';
import { requestVersion } from '../next-step';
import type { ArtifactScan } from '../package-facts';
import { concernedArtifacts } from '../readings/artifacts';
import type { PolicyRule } from '../rule';

export const notDetonated: PolicyRule = {
  code: 'not-detonated',
  effect: 'undecided',
  summary:
    'The policy wants two looks at a file of high risk, and it was only read: running it was not done, or did not clear it.',
  settings: ['not-detonated'],
  waiting: false,
  // A policy that does not speak of it does not ask.
  mode: (rules) => rules['not-detonated']?.mode ?? 'off',
  judgeBy: (_, facts) => {
    const open = concernedArtifacts(facts).filter((artifact) => !isClearedByRunning(artifact));
    const first = open[0];
    if (first === undefined) return undefined;
    return {
      reason: `One look does not clear ${printable(first.filename, 120)}: ${whatOf(first)}.`,
      evidence: open.map((artifact) => ({
        fact: 'scan',
        text: `${printable(artifact.filename, 120)}: read as ${artifact.verdict}, ${whatOf(artifact)}`,
        ref: artifact.digest,
      })),
      nextStep: requestVersion(facts),
    };
  },
};

function whatOf({ highRisk, detonated }: ArtifactScan): string {
  if (detonated !== undefined && detonated !== null) return `run as ${detonated}`;
  return highRisk === undefined ? 'not run, and its risk is not known' : 'of high risk and not run';
}
