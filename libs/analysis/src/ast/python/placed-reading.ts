import type { Observation, PythonReading } from '../../facts/signal';

/**
 * What text does that a file holds, as seen in the file: at the line that evaluates it. `how` says what was undone for it to
 * be read.
 */
export function placedReading(inner: PythonReading, line: number, how: string | undefined): PythonReading {
  const placed = (seen: Observation): Observation => ({
    ...seen,
    line,
    evidence: how === undefined ? seen.evidence : `${how}: ${seen.evidence}`,
  });
  return {
    observations: inner.observations.map(placed),
    atImport: inner.atImport.map(placed),
    commands: inner.commands.map((each) => ({ ...each, line })),
    imports: inner.imports.map((each) => ({ ...each, line })),
    urls: inner.urls,
    gaps: inner.gaps.filter(({ kind }) => kind !== 'unparsable').map((gap) => ({ ...gap, line })),
  };
}

/** The same thing seen in one file is reported this often. */
const MAX_SAME = 3;

export function addFew(to: Observation[], observation: Observation): void {
  if (to.filter(({ signal }) => signal === observation.signal).length < MAX_SAME) to.push(observation);
}
