import type { Ecosystem } from '@sallyport/domain';
import type { ArchiveContents } from './archive-contents';
import type { Reached } from './follow/reached';
import type { Gap, Observation, Signal } from './signal';

/** Code that runs without being called, followed into the files it reaches. */
export interface Trace {
  /** `postinstall`, `binding.gyp`, `evil.pth`, … */
  readonly entry: string;
  readonly kind: 'hook' | 'gyp' | 'autoload' | 'build' | 'autorun';
  /** The command or the line that starts it. */
  readonly command: string;
  readonly observations: readonly Observation[];
  readonly gaps: readonly Gap[];
  readonly urls: readonly string[];
  /** Files of the artifact that run. */
  readonly files: readonly string[];
  /** Who made each of them run. */
  readonly reached: Reached;
}

/** Who the artifact says it is. */
export interface Identity {
  readonly name: string;
  readonly version: string;
}

export interface Disguised {
  readonly file: string;
  readonly what: string;
}

export interface RecordFault {
  readonly kind: 'absent' | 'unlisted' | 'mismatch';
  readonly path: string;
}

/** Everything that rules judge of one artifact. Gathered before; rules fetch nothing. */
export interface ArtifactFacts {
  readonly ecosystem: Ecosystem;
  readonly contents: ArchiveContents;
  /** Undefined where the manifest is missing or cannot be read. */
  readonly identity: Identity | undefined;
  readonly traces: readonly Trace[];
  /** npm: scripts that are not run for a dependency out of a registry, such as `prepare`. */
  readonly otherScripts: readonly string[];
  /** npm: the manifest offers prebuilt binaries as optional packages of exactly its own version. */
  readonly hasPlatformPackages: boolean;
  /** npm: host of the registry that npm itself asks by default. */
  readonly registryHost: string;
  /** PyPI: what code does when it is imported, in files where evaluation of hidden text is possible at all. */
  readonly importTime: readonly Observation[];
  /** Dependencies that are fetched from an address, past every package registry. */
  readonly addressed: readonly string[];
  /** What any file of code does, whoever calls it. */
  readonly code: readonly Observation[];
  /** How files are reached by whoever imports the package. */
  readonly loaded: Reached;
  /** Code of which nothing or not all is known, and why; what can only compute is not among it. */
  readonly unread: readonly Gap[];
  /** Code in a form that runs and that nobody reads, and which. */
  readonly disguised: readonly Disguised[];
  /** PyPI: where the wheel's RECORD and its files disagree. */
  readonly recordFaults: readonly RecordFault[];
}

export function sees(
  trace: { observations: readonly Observation[] },
  ...signals: readonly Signal[]
): Observation | undefined {
  return trace.observations.find((seen) => signals.includes(seen.signal));
}

/**
 * A hook that reaches more files than this has loaded the package's own program, and two things seen far apart
 * in it have nothing to do with each other; an attack's code is a handful of files.
 */
export const NEARBY_FILES = 20;

/** The second signal, where the first is seen near it: anywhere in a small trace, in the same file of a large one. */
export function seesNear(
  trace: Trace,
  first: readonly Signal[],
  second: readonly Signal[],
): Observation | undefined {
  return trace.files.length > NEARBY_FILES
    ? seesTogether(trace, first, second)
    : sees(trace, ...first) && sees(trace, ...second);
}

/** Both in one file: what comes in by the one can leave by the other. */
export function seesTogether(
  trace: { observations: readonly Observation[] },
  first: readonly Signal[],
  second: readonly Signal[],
): Observation | undefined {
  const files = new Set(
    trace.observations.filter((seen) => first.includes(seen.signal)).map((seen) => seen.file),
  );
  return trace.observations.find((seen) => second.includes(seen.signal) && files.has(seen.file));
}
