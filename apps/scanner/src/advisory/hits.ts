import { SEVERITIES, type PackageId, type Severity } from '@sallyport/domain';
import type { AdvisoryRecord, AffectedPackage } from './advisory-record';
import { fixedVersions } from './read-affected';
import { advisorySeverity } from './severity';

/** What one advisory tells of one package to people: everything but the question whether it affects a version. */
export interface ToldAdvisory {
  id: string;
  aliases: readonly string[];
  summary: string;
  isMalware: boolean;
  /** One for each entry of the advisory that names the package. */
  entries: readonly { severity: Severity; vectors: readonly string[]; fixed: readonly string[] }[];
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
  /** As spelled. */
  fixedIn: readonly string[];
  notes: readonly string[];
}

/** Reports of malicious packages: OSSF's MAL- and Leitwacht's LWA- ids, and advisories of embedded malicious code. */
const MALWARE_ID = /^(?:MAL|LWA)-/;

/** @param entries those of the record that name the package */
export function toldAdvisory(record: AdvisoryRecord, entries: readonly AffectedPackage[]): ToldAdvisory {
  return {
    id: record.id,
    aliases: record.aliases,
    summary: record.summary,
    isMalware: record.isMalwareWeakness || [record.id, ...record.aliases].some((id) => MALWARE_ID.test(id)),
    entries: entries.map((entry) => {
      // Vectors of one package stand for those of the whole advisory.
      const vectors = entry.vectors.length > 0 ? entry.vectors : record.vectors;
      return {
        severity: advisorySeverity(vectors, record.statedSeverity),
        vectors,
        fixed: fixedVersions(entry),
      };
    }),
  };
}

/** @param matches one for each entry, in the same order */
export function hitOf(told: ToldAdvisory, matches: readonly Match[]): Hit | undefined {
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
