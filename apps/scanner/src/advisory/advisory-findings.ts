import {
  printable,
  SEVERITIES,
  type Finding,
  type PackageId,
  type Severity,
  type Verdict,
} from '@sallyport/domain';
import { affects, fixedVersions } from './affects';
import type { AdvisoryRecord } from './advisory-record';
import { particularsOf, type Source } from './particulars';
import { advisorySeverity } from './severity';

interface Hit extends Source {
  record: AdvisoryRecord;
  severity: Severity;
  fixedIn: string[];
  notes: string[];
}

/** Reports of malicious packages: OSSF's MAL- and Leitwacht's LWA- ids, and advisories of embedded malicious code. */
const MALWARE_ID = /^(?:MAL|LWA)-/;

/** What the advisories say of one package version; ids of the same issue become one finding. */
export function advisoryFindings(id: PackageId, records: readonly AdvisoryRecord[]): Finding[] {
  const hits = records.filter((record) => !record.withdrawn).flatMap((record) => hitOf(id, record));
  return groupByAlias(hits).map((group) => toFinding(id, group));
}

/** An advisory is a warning until policy says more; a report of malware is a judgement of the package itself. */
export function advisoryVerdict(findings: readonly Finding[]): Verdict {
  if (findings.some((finding) => finding.kind === 'malware-report')) return 'malicious';
  return findings.length > 0 ? 'warning' : 'clean';
}

/** What a list that is cut off must not lose. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  const weight = ({ kind, severity }: Finding) =>
    kind === 'malware-report' ? SEVERITIES.length : rank(severity);
  return [...findings].sort((a, b) => weight(b) - weight(a));
}

function hitOf(id: PackageId, record: AdvisoryRecord): Hit[] {
  const own = record.affected.filter(
    (affected) => affected.ecosystem === id.ecosystem && affected.name === id.name,
  );
  const matches = own
    .map((affected) => ({ affected, match: affects(affected, id.version) }))
    .filter(({ match }) => match.affects);
  if (matches.length === 0) return [];
  const ownVectors = matches.flatMap(({ affected }) => affected.vectors);
  const vectors = ownVectors.length > 0 ? ownVectors : record.vectors;
  return [
    {
      record,
      affected: matches.map(({ affected }) => affected),
      vectors,
      severity: advisorySeverity(vectors, record.statedSeverity),
      fixedIn: matches.flatMap(({ affected }) => fixedVersions(affected)),
      notes: matches.flatMap(({ match }) => match.note ?? []),
    },
  ];
}

/** Joins hits that share any id, directly or over others. */
function groupByAlias(hits: readonly Hit[]): Hit[][] {
  const groups: { ids: Set<string>; hits: Hit[] }[] = [];
  for (const hit of hits) {
    const ids = new Set([hit.record.id, ...hit.record.aliases]);
    const related = groups.filter((group) => [...ids].some((id) => group.ids.has(id)));
    const merged = { ids, hits: [...related.flatMap((group) => group.hits), hit] };
    for (const group of related) for (const id of group.ids) merged.ids.add(id);
    groups.splice(0, groups.length, ...groups.filter((group) => !related.includes(group)), merged);
  }
  return groups.map((group) => group.hits);
}

function toFinding(id: PackageId, hits: readonly Hit[]): Finding {
  const malware = hits.find(isMalware);
  const first =
    malware ??
    [...hits].sort(
      (a, b) => rank(b.severity) - rank(a.severity) || a.record.id.localeCompare(b.record.id),
    )[0];
  if (first === undefined) throw new RangeError('a group of advisories has at least one hit');
  const ids = [...new Set(hits.flatMap((hit) => [hit.record.id, ...hit.record.aliases]))].sort();
  const notes = [...new Set(hits.flatMap((hit) => hit.notes))];
  const summary = printable(first.record.summary || 'No summary given.', 300);
  return {
    rule: first.record.id,
    kind: malware ? 'malware-report' : 'advisory',
    severity: malware ? 'critical' : first.severity,
    message: [summary, ...notes.map((note) => `(${printable(note, 200)})`)].join(' '),
    aliases: ids.map((id) => printable(id, 128)),
    fixedIn: [...new Set(hits.flatMap((hit) => hit.fixedIn))].map((version) => printable(version, 64)),
    particulars: particularsOf(id, hits),
  };
}

function isMalware(hit: Hit): boolean {
  return (
    MALWARE_ID.test(hit.record.id) ||
    hit.record.aliases.some((id) => MALWARE_ID.test(id)) ||
    hit.record.isMalwareWeakness
  );
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
