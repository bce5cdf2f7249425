import {
  DomainError,
  isHighRisk,
  NO_ADVISORIES_RULE,
  normalizeName,
  normalizeVersion,
  printable,
  settleLooks,
  worstVerdict,
  type AdvisoryFacts,
  type ArtifactReport,
  type Digest,
  type Finding,
  type PackageId,
  type Verdict,
} from '@sallyport/domain';
import { advisoryVerdict, worstFirst } from '../advisory/advisory-findings';
import { worstFirst as worstSeenFirst, type ArtifactAnalysis } from '@sallyport/analysis';
import type { TakenLook } from './second-look';

/** Findings of one artifact that a report carries; the verdict is of all. */
export const MAX_FINDINGS = 100;
/** Kept for what was seen of the bytes, however many advisories there are: a large library has hundreds. */
const MAX_SEEN = 50;

/** One artifact of a closure: what it is called there, and which bytes it is. */
export interface Subject {
  id: PackageId;
  /** As the lock spells them. */
  name: string;
  version: string;
  digest: Digest;
  /** Asked for by name, not only needed by others. */
  isRoot: boolean;
}

export interface Evidence {
  analysis: ArtifactAnalysis;
  /** What a comparison with everything that was ever scanned says of its files. */
  clusters: readonly Finding[];
  /** What the advisories say of it. */
  known: readonly Finding[];
  facts: AdvisoryFacts;
  rulesVersion: string;
  /** What running it says; absent where nobody wanted to know. */
  second?: TakenLook | undefined;
}

/** What reading it says, advisories aside. */
export interface Reading {
  verdict: Verdict;
  identity: Finding[];
  /** Whether that is enough to clear it. */
  highRisk: boolean;
}

export function readingOf(
  subject: Subject,
  { analysis, clusters }: Pick<Evidence, 'analysis' | 'clusters'>,
): Reading {
  const identity = identityFindings(subject, analysis);
  const isSuspicious = identity.length > 0 || clusters.length > 0;
  const verdict = worstVerdict([analysis.verdict, isSuspicious ? 'suspicious' : 'clean']);
  return { verdict, identity, highRisk: isHighRisk({ ...analysis, verdict }) };
}

/** Joins what the bytes say, who they should be, and what is known of them by name. */
export function composeReport(
  subject: Subject,
  { analysis, clusters, known, facts, rulesVersion, second }: Evidence,
): ArtifactReport {
  const { verdict: read, identity, highRisk } = readingOf(subject, { analysis, clusters });
  const missing = facts.loaded || !subject.isRoot ? [] : [NO_ADVISORIES];
  const ownVerdict = settled(read, second);
  return {
    ecosystem: subject.id.ecosystem,
    name: subject.name,
    version: subject.version,
    digest: subject.digest,
    verdict: worstVerdict([ownVerdict, advisoryVerdict(known)]),
    ownVerdict,
    agentConfiguration: analysis.agentConfiguration ?? false,
    highRisk,
    ...(second === undefined ? {} : { detonation: second.look }),
    findings: cut(worstFirst(known), [
      ...[...clusters, ...identity, ...(second?.findings ?? [])],
      ...[...analysis.findings, ...missing],
    ]),
    capabilities: analysis.capabilities,
    ...(analysis.hooks === undefined ? {} : { hooks: analysis.hooks }),
    files: analysis.files,
    unpackedBytes: analysis.unpackedBytes,
    rulesVersion,
  };
}

/** Governance reads from both: advisories by name, and of the bytes the worst and what runs by itself. */
function cut(known: readonly Finding[], seen: readonly Finding[]): Finding[] {
  if (known.length + seen.length <= MAX_FINDINGS) return [...known, ...seen];
  const told = known.slice(0, MAX_FINDINGS - Math.min(seen.length, MAX_SEEN));
  return [...told, ...worstSeenFirst(seen).slice(0, MAX_FINDINGS - told.length)];
}

/** In dry run what the second look says is told, and settles nothing. */
function settled(read: Verdict, second: TakenLook | undefined): Verdict {
  if (second === undefined || second.look.mode === 'dry-run') return read;
  return settleLooks({ read, detonated: second.look.verdict, needsBoth: true });
}

/**
 * The verdict of a closure. Without advisories it is never better than unknown: each artifact's own verdict
 * stays about its bytes, and half of the evidence is missing for all of them.
 */
export function closureVerdict(artifacts: readonly ArtifactReport[], facts: AdvisoryFacts): Verdict {
  return worstVerdict([
    ...artifacts.map((artifact) => artifact.verdict),
    ...(facts.loaded ? [] : ['unknown' as const]),
  ]);
}

/** Said once for each package asked for, not for every package of its tree. */
const NO_ADVISORIES: Finding = {
  rule: NO_ADVISORIES_RULE,
  kind: 'advisory',
  severity: 'info',
  message: 'No advisories are loaded, so that nothing is known of reported vulnerabilities and malware.',
};

function identityFindings(subject: Subject, { identity }: ArtifactAnalysis): Finding[] {
  // An artifact that does not say who it is has a finding of its own.
  if (identity === null || isSame(subject.id, identity)) return [];
  return [
    {
      rule: 'name-mismatch',
      kind: 'archive',
      severity: 'high',
      message: `The artifact calls itself ${printable(`${identity.name} ${identity.version}`, 200)}, not ${subject.name} ${subject.version}.`,
    },
  ];
}

function isSame(id: PackageId, identity: { name: string; version: string }): boolean {
  try {
    return (
      normalizeName(id.ecosystem, identity.name) === id.name &&
      normalizeVersion(id.ecosystem, identity.version) === id.version
    );
  } catch (error) {
    // A name or version that is illegal is not the one of the lock, which is legal.
    if (DomainError.is(error)) return false;
    throw error;
  }
}
