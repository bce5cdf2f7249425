import { printable, SEVERITIES, type PackageId, type Severity } from '@sallyport/domain';
import type { AdvisoryRecord, AffectedPackage } from './advisory-record';
import { fixedVersions } from './read-affected';
import { advisorySeverity } from './severity';

/** Of each list that a finding carries: one issue has a handful, and whoever writes an advisory may write more. */
export const MOST = { ids: 200, vectors: 20, fixes: 50, notes: 3 };
export const LONGEST = { id: 128, summary: 300, vector: 256, version: 64 };

/** One version in which it is fixed. */
export interface Fix {
  /** As spelled. */
  version: string;
  /** Among the versions of the package that advisories name, in their order; null where it is no version. */
  place: number | null;
}

/**
 * What one advisory tells of one package to people: everything but the question whether it affects a version. Foreign
 * text is made printable here, once, and not with every answer.
 */
export interface ToldAdvisory {
  id: string;
  aliases: readonly string[];
  summary: string;
  isMalware: boolean;
  /** One for each entry of the advisory that names the package. */
  entries: readonly { severity: Severity; vectors: readonly string[]; fixed: readonly Fix[] }[];
}

/** Whether one entry of an advisory affects a version. */
export interface Match {
  affects: boolean;
  /** Said where an event could not be read and the range was therefore taken to match. */
  note?: string;
}

/** One advisory that affects one version. */
export interface Hit {
  id: string;
  aliases: readonly string[];
  summary: string;
  isMalware: boolean;
  severity: Severity;
  /** CVSS vectors, as they were given. */
  vectors: readonly string[];
  fixedIn: readonly Fix[];
  /** Of the version asked for, on the scale of its fixes. */
  place: number;
  notes: readonly string[];
}

/** Reports of malicious packages: OSSF's MAL- and Leitwacht's LWA- ids, and advisories of embedded malicious code. */
const MALWARE_ID = /^(?:MAL|LWA)-/;

/**
 * @param entries those of the record that name the package
 * @param placeOf where a version lies, as spelled
 */
export function toldAdvisory(
  record: AdvisoryRecord,
  entries: readonly AffectedPackage[],
  placeOf: (spelled: string) => number | null,
): ToldAdvisory {
  return {
    id: printable(record.id, LONGEST.id),
    aliases: record.aliases.slice(0, MOST.ids).map((alias) => printable(alias, LONGEST.id)),
    summary: printable(record.summary || 'No summary given.', LONGEST.summary),
    isMalware: record.isMalwareWeakness || [record.id, ...record.aliases].some((id) => MALWARE_ID.test(id)),
    entries: entries.map((entry) => {
      // Vectors of one package stand for those of the whole advisory.
      const vectors = entry.vectors.length > 0 ? entry.vectors : record.vectors;
      return {
        severity: advisorySeverity(vectors, record.statedSeverity),
        vectors: vectors.slice(0, MOST.vectors).map((vector) => printable(vector, LONGEST.vector)),
        fixed: fixedVersions(entry)
          .slice(0, MOST.fixes)
          .map((version) => ({ version: printable(version, LONGEST.version), place: placeOf(version) })),
      };
    }),
  };
}

/**
 * @param matches one for each entry, in the same order
 * @param place of the version asked for
 */
export function hitOf(told: ToldAdvisory, matches: readonly Match[], place: number): Hit | undefined {
  const hit = told.entries.filter((_, index) => matches[index]?.affects);
  if (hit.length === 0) return undefined;
  const isSure = matches.some((match) => match.affects && match.note === undefined);
  return {
    id: told.id,
    aliases: told.aliases,
    summary: told.summary,
    isMalware: told.isMalware,
    severity: hit.map(({ severity }) => severity).reduce(worse),
    vectors: hit.flatMap(({ vectors }) => vectors),
    place,
    fixedIn: hit.flatMap(({ fixed }) => fixed),
    // One entry that surely matches leaves no doubt that another could tell of.
    notes: isSure ? [] : matches.flatMap(({ note }) => note ?? []),
  };
}

export function entriesAbout(
  record: AdvisoryRecord,
  { ecosystem, name }: Pick<PackageId, 'ecosystem' | 'name'>,
): AffectedPackage[] {
  return record.affected.filter((each) => each.ecosystem === ecosystem && each.name === name);
}

function worse(left: Severity, right: Severity): Severity {
  return SEVERITIES.indexOf(right) > SEVERITIES.indexOf(left) ? right : left;
}
