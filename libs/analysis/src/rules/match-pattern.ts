import {
  NEARBY_FILES,
  sees,
  seesNear,
  seesTogether,
  type ArtifactFacts,
  type Trace,
} from '../facts/artifact-facts';
import type { Observation } from '../facts/signal';
import type { ArchivePattern, Clause, ImportPattern, Pattern, TracePattern, TracePlace } from './pattern';
import type { Sighting } from './rule';
import {
  autoloads,
  builds,
  codeSeenTogether,
  codeSightings,
  hooks,
  isPlatformDownload,
  ownLines,
  sightings,
} from './traces';

const TRACES: Readonly<Record<TracePlace, (facts: ArtifactFacts) => readonly Trace[]>> = {
  hooks,
  builds,
  autoloads,
  autoruns: ({ traces }) => traces.filter(({ kind }) => kind === 'autorun'),
};

/**
 * What is seen of a pattern. A message reads `<entry or file> <what>.`; of imports, `The module <what>.`; of the
 * archive, `<what>: <which fault>.`
 */
export function matchPattern(facts: ArtifactFacts, pattern: Pattern, what: string): Sighting[] {
  switch (pattern.where) {
    case 'archive':
      return faults(facts, pattern, what);
    case 'code':
      return pattern.together === undefined
        ? codeSightings(facts, what, ...pattern.any)
        : codeSeenTogether(facts, what, pattern.together, pattern.any);
    case 'import':
      return atImport(facts, pattern, what);
    default:
      return sightings(TRACES[pattern.where](facts), what, (trace) =>
        isExcepted(trace, facts, pattern) ? undefined : firstOf(trace, [pattern, ...(pattern.or ?? [])]),
      );
  }
}

function faults({ contents }: ArtifactFacts, { any }: ArchivePattern, what: string): Sighting[] {
  return contents.faults
    .filter(({ kind }) => any.includes(kind))
    .map(({ path, detail }) => ({
      message: `${what}: ${detail}.`,
      ...(path === undefined ? {} : { file: path }),
    }));
}

function atImport({ importTime }: ArtifactFacts, { any }: ImportPattern, what: string): Sighting[] {
  return importTime
    .filter(({ signal }) => any.includes(signal))
    .map(({ file, line, evidence }) => ({
      message: `The module ${what}.`,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
      evidence,
    }));
}

function isExcepted(trace: Trace, facts: ArtifactFacts, { unless = [] }: TracePattern): boolean {
  return unless.some((exception) =>
    exception === 'platform-download'
      ? isPlatformDownload(trace, facts)
      : sees(trace, exception) !== undefined,
  );
}

function firstOf(trace: Trace, clauses: readonly Clause[]): Observation | undefined {
  for (const clause of clauses) {
    const seen = find(trace, clause);
    if (seen !== undefined) return seen;
  }
  return undefined;
}

function find(whole: Trace, clause: Clause): Observation | undefined {
  if (clause.within === 'few-files' && whole.files.length > NEARBY_FILES) return undefined;
  if (clause.with !== undefined && sees(whole, ...clause.with) === undefined) return undefined;
  const trace = clause.within === 'own-lines' ? { ...whole, ...ownLines(whole) } : whole;
  if (clause.together !== undefined) return seesTogether(trace, clause.together, clause.any);
  if (clause.near !== undefined) return seesNear(trace, clause.near, clause.any);
  return sees(trace, ...clause.any);
}
