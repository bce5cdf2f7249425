import type { ArtifactReport, Verdict } from '../report';
import { worstVerdict } from '../report';

const RUNS_BY_ITSELF = new Set(['install-hook', 'autoload', 'build']);

/**
 * An artifact for whose clearing one look is not enough: something of it runs by itself, it holds machine code that
 * reading says little of, or the reading was not clean.
 */
export function isHighRisk({
  verdict,
  findings,
  capabilities,
}: Pick<ArtifactReport, 'verdict' | 'findings' | 'capabilities'>): boolean {
  return (
    verdict !== 'clean' ||
    findings.some(({ kind }) => RUNS_BY_ITSELF.has(kind)) ||
    capabilities.some((capability) => capability === 'autoload-file' || capability === 'native-code')
  );
}

/**
 * Two independent looks to clear, one to hold: what either says against the artifact stands, whatever the other
 * says. Where a second look is needed and was not had, the first does not clear: `unknown`.
 */
export function settleLooks(looks: {
  /** What reading it says. */
  read: Verdict;
  /** What detonating it says; null where that was not done. */
  detonated: Verdict | null;
  needsBoth: boolean;
}): Verdict {
  if (looks.detonated !== null) return worstVerdict([looks.read, looks.detonated]);
  return looks.needsBoth ? worstVerdict([looks.read, 'unknown']) : looks.read;
}
