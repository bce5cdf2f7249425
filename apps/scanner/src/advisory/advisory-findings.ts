import {
  printable,
  SEVERITIES,
  type Finding,
  type PackageId,
  type Severity,
  type Verdict,
} from '@sallyport/domain';
import { MOST, type Hit } from './hits';
import type { AdvisoryIndex } from './packed/advisory-index';

/** What the advisories say of one package version; ids of the same issue become one finding. @param id normalised */
export function advisoryFindings(id: PackageId, index: AdvisoryIndex): Finding[] {
  return groupByAlias(index.hits(id)).map(toFinding);
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

function toFinding(hits: readonly Hit[]): Finding {
  const malware = hits.find(({ isMalware }) => isMalware);
  const first =
    malware ?? [...hits].sort((a, b) => rank(b.severity) - rank(a.severity) || a.id.localeCompare(b.id))[0];
  if (first === undefined) throw new RangeError('a group of advisories has at least one hit');
  const ids = distinct(hits.flatMap((hit) => [hit.id, ...hit.aliases])).sort();
  const vectors = distinct(hits.flatMap((hit) => hit.vectors)).slice(0, MOST.vectors);
  const notes = distinct(hits.flatMap((hit) => hit.notes)).slice(0, MOST.notes);
  return {
    rule: first.id,
    kind: malware ? 'malware-report' : 'advisory',
    severity: malware ? 'critical' : first.severity,
    message: [first.summary, ...notes.map((note) => `(${printable(note, 200)})`)].join(' '),
    aliases: ids.slice(0, MOST.ids),
    ...(vectors.length > 0 && { vectors }),
    fixedIn: fixesOf(hits),
  };
}

/**
 * The nearest fix above the version first: whoever updates wants to change least. Fixes of other branches follow,
 * the nearest of those below first, and what is no version comes last.
 */
function fixesOf(hits: readonly Hit[]): string[] {
  const at = hits[0]?.place ?? 0;
  const fixes = hits.flatMap((hit) => hit.fixedIn);
  const placed = fixes
    .flatMap(({ version, place }) => (place === null ? [] : [{ version, distance: place - at }]))
    .sort((a, b) => a.distance - b.distance);
  return distinct([
    ...placed.filter(({ distance }) => distance > 0).map(({ version }) => version),
    ...placed
      .filter(({ distance }) => distance <= 0)
      .reverse()
      .map(({ version }) => version),
    ...fixes.filter(({ place }) => place === null).map(({ version }) => version),
  ]).slice(0, MOST.fixes);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
