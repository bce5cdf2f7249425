import { compareVersions, printable, type AdvisoryParticulars, type PackageId } from '@sallyport/domain';
import type { AdvisoryRecord, AffectedPackage } from './advisory-record';
import { entriesAbout } from './hits';
import type { AdvisoryIndex } from './packed/advisory-index';
import { eachAffecting } from './packed/package-block';
import { readVersion } from './read-affected';
import { worstVector } from './severity';
import { sinceOf } from './since';

/** One record, with what of it affects the version. */
export interface Source {
  record: Pick<AdvisoryRecord, 'published'>;
  affected: readonly AffectedPackage[];
  /** Those that hold for the package. */
  vectors: readonly string[];
}

const SUREST_FIRST = ['listed', 'range', 'unevaluated'] as const;

/** Of all records of one issue: the surest, the earliest, the worst. */
export function particularsOf(id: PackageId, sources: readonly Source[]): AdvisoryParticulars {
  const since = sources.flatMap(({ affected }) => affected.map((each) => sinceOf(each, id.version)));
  const published = sources.flatMap(({ record }) => record.published ?? []).sort();
  const worst = worstVector(sources.flatMap(({ vectors }) => vectors));
  const introduced = since.flatMap(({ introducedIn }) => introducedIn ?? []);
  const [earliest] = introduced.sort((a, b) => inOrder(id, a, b));
  return {
    introducedIn: earliest === undefined ? null : printable(earliest, 64),
    publishedAt: published[0] ?? null,
    vector: worst === undefined ? null : printable(worst.vector, 300),
    score: worst?.score ?? null,
    sureness:
      SUREST_FIRST.find((sureness) => since.some((each) => each.sureness === sureness)) ?? 'unevaluated',
  };
}

/**
 * What of each record affects the version, by the record's id. An index tells which records do, and has no more of them.
 * @param index of these records @param id normalised
 */
export function sourcesOf(
  id: PackageId,
  index: AdvisoryIndex,
  records: ReadonlyMap<string, AdvisoryRecord>,
): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>();
  const block = index.blockOf(id);
  if (block === undefined) return sources;
  eachAffecting(block, id, (advisory, matches) => {
    const record = records.get(advisory);
    if (record === undefined) return;
    const affected = entriesAbout(record, id).filter((_, entry) => matches[entry]?.affects);
    const own = affected.flatMap(({ vectors }) => vectors);
    sources.set(advisory, { record, affected, vectors: own.length > 0 ? own : record.vectors });
  });
  return sources;
}

/** "0" is before every version, also before PyPI's version 0. */
function inOrder({ ecosystem }: PackageId, a: string, b: string): number {
  if (a === '0' || b === '0') return Number(a !== '0') - Number(b !== '0');
  const [left, right] = [readVersion(ecosystem, a), readVersion(ecosystem, b)];
  return left === undefined || right === undefined ? 0 : compareVersions(ecosystem, left, right);
}
