import { z } from 'zod';
import { canonicalJson } from '../artifact/canonical-json';
import { ProvenanceSource } from './identity';

/**
 * What became of a package's provenance with this release, against earlier ones that this registry knows.
 * `first`: none is known before it. `unknown`: this one's, or what there was before, could not be had.
 */
export const ProvenanceChange = z.enum(['unchanged', 'lost', 'changed', 'first', 'unknown']);
export type ProvenanceChange = z.infer<typeof ProvenanceChange>;

/** What is known of one file's provenance. `unknown`: nobody could ask. */
export const FileProvenance = z.object({
  /** Of the file, `sha256:…`. */
  digest: z.string(),
  state: z.enum(['verified', 'unverified', 'absent', 'unknown']),
  /** Where it was built; null unless verified. */
  source: ProvenanceSource.nullable(),
  /** Why it does not count; null where it does, or where there is none. */
  why: z.string().max(64).nullable(),
});
export type FileProvenance = z.infer<typeof FileProvenance>;

/** What is known of one release's provenance; null: not known. */
export interface ReleaseProvenance {
  readonly state: 'verified' | 'unverified' | 'absent' | null;
  readonly source: ProvenanceSource | null;
}

const UNKNOWN: ReleaseProvenance = { state: null, source: null };

/** A release is as good as its worst file: whoever can add one bad wheel would hide it among the good ones. */
export function releaseProvenance(files: readonly FileProvenance[]): ReleaseProvenance {
  const [first] = files;
  if (first === undefined) return UNKNOWN;
  const has = (state: FileProvenance['state']) => files.some((file) => file.state === state);
  if (has('absent')) return { state: 'absent', source: null };
  if (has('unverified')) return { state: 'unverified', source: null };
  if (has('unknown')) return UNKNOWN;
  if (!files.every(({ source }) => isSame(source, first.source)))
    return { state: 'unverified', source: null };
  return { state: 'verified', source: first.source };
}

/**
 * What a package was built from before, as far as one can tell: the newest earlier release that was verified pins it,
 * however many without provenance came since, or one bad release would wash the next one clean.
 * @param earlier newest first; undefined: there is none
 */
export function pinnedBy(earlier: readonly ReleaseProvenance[]): ReleaseProvenance | undefined {
  return (
    earlier.find(({ state }) => state === 'verified') ??
    earlier.find(({ state }) => state !== null) ??
    earlier[0]
  );
}

/** @param before what `pinnedBy` gave */
export function provenanceChanged(
  now: ReleaseProvenance,
  before: ReleaseProvenance | undefined,
): ProvenanceChange {
  if (now.state === null) return 'unknown';
  if (before === undefined) return 'first';
  if (before.state === null) return 'unknown';
  if (now.state !== 'verified') return before.state === 'verified' ? 'lost' : 'unchanged';
  if (before.state !== 'verified') return 'first';
  if (now.source === null || before.source === null) return 'unknown';
  return isSame(now.source, before.source) ? 'unchanged' : 'changed';
}

function isSame(a: ProvenanceSource | null, b: ProvenanceSource | null): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
