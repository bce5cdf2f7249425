import { sees, seesTogether, type ArtifactFacts, type Trace } from '../facts/artifact-facts';
import type { Observation, Signal } from '../facts/signal';
import type { ArchiveFile } from '../facts/archive-contents';
import type { NativeFacts } from '../facts/native-facts';
import type { Sighting } from './rule';

/** Install hooks and gyp files: what npm would run. */
export function hooks(facts: ArtifactFacts): readonly Trace[] {
  return facts.traces.filter((trace) => trace.kind === 'hook' || trace.kind === 'gyp');
}

/** What building an sdist runs. */
export function builds(facts: ArtifactFacts): readonly Trace[] {
  return facts.traces.filter((trace) => trace.kind === 'build');
}

export function autoloads(facts: ArtifactFacts): readonly Trace[] {
  return facts.traces.filter((trace) => trace.kind === 'autoload');
}

/** What stands in the file itself, without what it loads. */
export function ownLines(trace: Trace): Pick<Trace, 'observations'> {
  return { observations: trace.observations.filter((seen) => seen.file === trace.entry) };
}

/** What no file that sets up imports has a reason to do. */
export const ACTIVE = [
  'network',
  'subprocess',
  'package-manager',
  'foreign-runtime',
  'detached',
  'agent-cli',
  'drop-host',
] as const;
export const HIDDEN = ['decoded-code', 'remote-shell', 'obfuscation', 'persistence'] as const;

/** One sighting for each trace in which `find` sees something. */
export function sightings(
  traces: readonly Trace[],
  what: string,
  find: (trace: Trace) => Observation | undefined,
): Sighting[] {
  return traces.flatMap((trace) => {
    const seen = find(trace);
    if (seen === undefined) return [];
    return [
      {
        message: `${trace.entry} ${what}.`,
        ...(seen.file === undefined ? {} : { file: seen.file }),
        ...(seen.line === undefined ? {} : { line: seen.line }),
        evidence: seen.evidence,
        path: pathIn(trace, seen.file),
      },
    ];
  });
}

/** What starts the trace, and the files from there to this one. */
export function pathIn({ entry, command, reached }: Trace, file: string | undefined): string[] {
  const files = file === undefined ? [] : reached.pathTo(file);
  if (command === entry && files[0]?.startsWith(entry) === true) return files;
  return [command === entry ? entry : `${entry}: ${command.split('\n', 1)[0] ?? ''}`, ...files];
}

/** How a file of code comes to run: by itself where that is so, else by an import of the package. */
function pathTo(facts: ArtifactFacts, file: string | undefined): string[] {
  if (file === undefined) return [];
  const trace = facts.traces.find(({ reached, entry }) => reached.has(file) || entry === file);
  return trace === undefined ? facts.loaded.pathTo(file) : pathIn(trace, file);
}

/** Each place in any file of code, and in code that runs by itself, where the signal is seen. */
export function codeSightings(facts: ArtifactFacts, what: string, ...signals: Signal[]): Sighting[] {
  return everyObservation(facts)
    .filter((seen) => signals.includes(seen.signal))
    .map((seen) => sightingOf(facts, seen, what));
}

/** The first place in each file in which one signal of both lists is seen: the second one's. */
export function codeSeenTogether(
  facts: ArtifactFacts,
  what: string,
  first: readonly Signal[],
  second: readonly Signal[],
): Sighting[] {
  const byFile = new Map<string, Observation[]>();
  for (const seen of everyObservation(facts)) {
    const file = seen.file ?? '';
    byFile.set(file, [...(byFile.get(file) ?? []), seen]);
  }
  return [...byFile.values()].flatMap((observations) => {
    const seen = seesTogether({ observations }, first, second);
    return seen === undefined ? [] : [sightingOf(facts, seen, what)];
  });
}

function everyObservation(facts: ArtifactFacts): Observation[] {
  const seen = [...facts.code, ...facts.importTime, ...facts.traces.flatMap((trace) => trace.observations)];
  const keys = new Set<string>();
  return seen.filter(({ signal, file, line }) => {
    const key = `${signal} ${line} ${file}`;
    return keys.has(key) ? false : keys.add(key) !== undefined;
  });
}

function sightingOf(facts: ArtifactFacts, { file, line, evidence }: Observation, what: string): Sighting {
  return {
    message: `${file ?? 'The code'} ${what}.`,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    evidence,
    path: pathTo(facts, file),
  };
}

/** Signals that no honest download of a prebuilt binary has. */
const DISHONEST = [
  'dynamic-code',
  'decoded-code',
  'remote-shell',
  'foreign-runtime',
  'agent-cli',
  'credential-file',
  'environment-harvest',
  'drop-host',
  'persistence',
  'self-delete',
  'destructive',
  'obfuscation',
  'detached',
] as const;

/**
 * The hook of a package whose binaries are optional packages of its own version, fetching one of them from
 * npm's own registry, or having npm install it, because the optional package was left out (as esbuild does).
 * Any other address, any other package, and any
 * sign of something else, and it is not that.
 */
export function isPlatformDownload(trace: Trace, facts: ArtifactFacts): boolean {
  if (!facts.hasPlatformPackages || sees(trace, ...DISHONEST) !== undefined) return false;
  if (trace.gaps.some((gap) => gap.kind !== 'dynamic')) return false;
  if (
    trace.observations.some((seen) => seen.signal === 'package-manager' && !isOwnFamily(seen.evidence, facts))
  )
    return false;
  const isFetching = sees(trace, 'network') !== undefined;
  return trace.urls.length > 0 ? trace.urls.every((url) => hostOf(url) === facts.registryHost) : !isFetching;
}

/** Every package that the command names is of the package's own scope or name; parts unknown here are let pass. */
function isOwnFamily(command: string, facts: ArtifactFacts): boolean {
  const name = facts.identity?.name ?? '';
  const scope = /^@[^/]+\//.exec(name)?.[0];
  const named = [...command.matchAll(/(?:^|\s)(@?[\w.-]+(?:\/[\w.-]+)?)@/g)].map((match) => match[1] ?? '');
  return (
    /\binstall\b|\badd\b/.test(command) &&
    named.every((each) => each === name || (scope !== undefined && each.startsWith(scope)))
  );
}

/** Host of an address whose later parts may be unknown; undefined where the host itself is. */
function hostOf(url: string): string | undefined {
  return /^https:\/\/([a-z0-9.-]+)\//i.exec(url)?.[1]?.toLowerCase();
}

/** One sighting for each file of machine code of which `say` says something. */
export function natives(
  facts: ArtifactFacts,
  say: (file: ArchiveFile & { native: NativeFacts }) => string | undefined,
): Sighting[] {
  return [...facts.contents.files.values()].flatMap((file) => {
    const said = file.native === undefined ? undefined : say({ ...file, native: file.native });
    return said === undefined
      ? []
      : [{ message: `${file.path} is machine code, and ${said}.`, file: file.path }];
  });
}
