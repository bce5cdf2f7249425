import type { Ecosystem } from '@sallyport/domain';
import type { Mark, Note, Place, Problem, Unresolved } from '../model/discovery';

/** One requirement that people wrote. */
export interface Declared {
  ecosystem: Ecosystem;
  /** Normalised. */
  name: string;
  extras: readonly string[];
  /** As the ecosystem spells ranges; empty for any version. */
  range: string;
  /** Where the range is one exact version: that, normalised. */
  version?: string;
  marks: readonly Mark[];
  text: string;
  place: Place;
}

/** One package version that a tool wrote down. */
export interface Locked {
  ecosystem: Ecosystem;
  name: string;
  version: string;
  place: Place;
  /** W3C SRI, one for each artifact that would do. */
  integrity?: string[];
  /** Asked for, and not only pulled in; undefined where the lock does not say. */
  isDirect?: boolean;
}

export interface ManifestReading {
  declared: Declared[];
  locked: Locked[];
  unresolved: Unresolved[];
  problems: Problem[];
  notes: Note[];
  /** Other requirement files, by their paths below the skill. */
  includes: { path: string; line: number; isConstraint: boolean; place: Place }[];
  /** What code imports under another name than the package's own. */
  aliases: { alias: string; name: string }[];
  /** npm names that lead to folders of the skill. */
  local: string[];
  /** What `requires-python` says. */
  python?: string;
  /** Programs that scripts of the manifest call, which use packages without an import. */
  commands: string[];
}

export interface ManifestFile {
  path: string;
  text: string;
  /** Whether a path below the skill is there, as a file or a folder. */
  exists(path: string): boolean;
}

export type ManifestReader = (file: ManifestFile) => ManifestReading;

export function emptyReading(): ManifestReading {
  return {
    declared: [],
    locked: [],
    unresolved: [],
    problems: [],
    notes: [],
    includes: [],
    aliases: [],
    local: [],
    commands: [],
  };
}

/** A file that cannot be parsed is a problem, never an empty manifest. */
export function malformed(file: ManifestFile, message: string, line?: number): ManifestReading {
  return {
    ...emptyReading(),
    problems: [
      {
        kind: 'malformed-manifest',
        message,
        place: line === undefined ? { file: file.path } : { file: file.path, line },
      },
    ],
  };
}

/** Parsed data by its keys; anything else has none. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
