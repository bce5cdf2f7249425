import {
  compareVersions,
  printable,
  SEVERITIES,
  type Finding,
  type PackageId,
  type Severity,
  type Verdict,
} from '@sallyport/domain';
import type { Hit } from './hits';
import type { AdvisoryIndex } from './packed/advisory-index';
import { readVersion } from './read-affected';

/** Of each list that a finding carries: one issue has a handful, and whoever writes an advisory may write more. */
const MOST = { ids: 200, vectors: 20, fixes: 50, notes: 3 };

/** What the advisories say of one package version; ids of the same issue become one finding. @param id normalised */
export function advisoryFindings(id: PackageId, index: AdvisoryIndex): Finding[] {
  return groupByAlias(index.hits(id)).map((group) => toFinding(id, group));
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

/** Joins hits that share any id, directly or over others. */
function groupByAlias(hits: readonly Hit[]): Hit[][] {
  // Each hit points to one of its group; whoever points to itself stands for the group.
  const leads = hits.map((_, index) => index);
  const leadOf = (index: number): number => {
    let lead = index;
    while (leads[lead] !== lead) lead = leads[lead] as number;
    leads[index] = lead;
    return lead;
  };
  const firstWith = new Map<string, number>();
  hits.forEach((hit, index) => {
    for (const id of [hit.id, ...hit.aliases]) {
      const other = firstWith.get(id);
      if (other === undefined) firstWith.set(id, index);
      else leads[leadOf(index)] = leadOf(other);
    }
  });
  const groups = new Map<number, Hit[]>();
  hits.forEach((hit, index) => {
    const lead = leadOf(index);
    const group = groups.get(lead);
    if (group === undefined) groups.set(lead, [hit]);
    else group.push(hit);
  });
  return [...groups.values()];
}

function toFinding(id: PackageId, hits: readonly Hit[]): Finding {
  const malware = hits.find(({ isMalware }) => isMalware);
  const first =
    malware ?? [...hits].sort((a, b) => rank(b.severity) - rank(a.severity) || a.id.localeCompare(b.id))[0];
  if (first === undefined) throw new RangeError('a group of advisories has at least one hit');
  const ids = distinct(hits.flatMap((hit) => [hit.id, ...hit.aliases])).sort();
  const vectors = distinct(hits.flatMap((hit) => hit.vectors)).slice(0, MOST.vectors);
  const notes = distinct(hits.flatMap((hit) => hit.notes)).slice(0, MOST.notes);
  const summary = printable(first.summary || 'No summary given.', 300);
  return {
    rule: first.id,
    kind: malware ? 'malware-report' : 'advisory',
    severity: malware ? 'critical' : first.severity,
    message: [summary, ...notes.map((note) => `(${printable(note, 200)})`)].join(' '),
    aliases: ids.slice(0, MOST.ids).map((each) => printable(each, 128)),
    ...(vectors.length > 0 && { vectors: vectors.map((vector) => printable(vector, 256)) }),
    fixedIn: fixesFor(
      id,
      hits.flatMap((hit) => hit.fixedIn),
    ).map((version) => printable(version, 64)),
  };
}

/**
 * The nearest fix above the version first: whoever updates wants to change least. Fixes of other branches follow,
 * the nearest of those below first, and what is no version comes last.
 */
function fixesFor({ ecosystem, version }: PackageId, spelled: readonly string[]): string[] {
  const read = distinct(spelled).map((text) => ({ text, fix: readVersion(ecosystem, text) }));
  const place = (fix: string): number => compareVersions(ecosystem, fix, version);
  const readable = read.flatMap(({ text, fix }) => (fix === undefined ? [] : [{ text, fix }]));
  const inOrder = readable.sort((a, b) => compareVersions(ecosystem, a.fix, b.fix));
  return [
    ...inOrder.filter(({ fix }) => place(fix) > 0),
    ...inOrder.filter(({ fix }) => place(fix) <= 0).reverse(),
    ...read.filter(({ fix }) => fix === undefined),
  ]
    .slice(0, MOST.fixes)
    .map(({ text }) => text);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
