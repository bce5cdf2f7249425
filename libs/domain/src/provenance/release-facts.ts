import type { Ecosystem } from '../package/ecosystem';
import { compareVersions } from '../package/version';
import type { PackageFacts, ReleaseFacts } from '../policy/package-facts';
import { pinnedBy, provenanceChanged, releaseProvenance, type FileProvenance } from './change';

/** Files of one version whose provenance is remembered; the newest told win. */
const MAX_FILES = 200;

/** What is told of a file replaces what was; that nobody could ask replaces nothing. */
export function mergeAttested(
  known: readonly FileProvenance[],
  told: readonly FileProvenance[],
): FileProvenance[] {
  const files = new Map(known.map((file) => [file.digest, file]));
  for (const file of told) {
    if (file.state === 'unknown' && files.has(file.digest)) continue;
    files.delete(file.digest);
    files.set(file.digest, file);
  }
  return [...files.values()].slice(-MAX_FILES);
}

export type VersionFacts = readonly [version: string, facts: PackageFacts];

/**
 * What a release's provenance comes to, among the other versions of its package that are known.
 * @param others those of the same package, in any order; the version itself is passed over
 */
export function provenanceFacts(
  ecosystem: Ecosystem,
  [version, facts]: VersionFacts,
  others: readonly VersionFacts[],
): Pick<ReleaseFacts, 'provenance' | 'provenanceBefore' | 'provenanceSource' | 'provenanceChange'> {
  const now = releaseProvenance(facts.attested ?? []);
  const earlier = others
    .filter((other) => other[0] !== version && order(ecosystem, other, [version, facts]) < 0)
    .sort((a, b) => order(ecosystem, b, a));
  const before = pinnedBy(earlier.map(([, { attested = [] }]) => releaseProvenance(attested)));
  return {
    provenance: now.state,
    provenanceSource: now.source,
    provenanceBefore: before?.state ?? null,
    provenanceChange: provenanceChanged(now, before),
  };
}

/** By time, since who has stolen a token may publish an old line; by version where a time is not known. */
function order(ecosystem: Ecosystem, a: VersionFacts, b: VersionFacts): number {
  const [one, two] = [a[1].release.publishedAt, b[1].release.publishedAt];
  if (one !== null && two !== null && one !== two) return one < two ? -1 : 1;
  return compareVersions(ecosystem, a[0], b[0]);
}
