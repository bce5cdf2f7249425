import {
  verdictOfScan,
  worstFirst,
  distinct,
  type LocalScan,
  type LookedAt,
  type NotLookedAt,
  type Source,
  type UntoldAnalysis,
  type UntoldTask,
} from '@sallyport/analysis';
import {
  DomainError,
  normalizeName,
  normalizeVersion,
  printable,
  VERDICTS,
  worstVerdict,
  type Digest,
  type Ecosystem,
  type Finding,
} from '@sallyport/domain';
import type { Analyzer } from './machine';

/** One thing to look at. */
export interface Subject {
  /** As people name it: a path below where they are, or a purl. */
  what: string;
  source: Source;
  task: UntoldTask;
  /** As which it is looked at, whatever it says. */
  ecosystem?: Ecosystem;
  /** Who it has to be. */
  expected?: { ecosystem: Ecosystem; name: string; version: string };
}

/** Looks at everything; what cannot be looked at to the end is `unknown`, with what is known of why. */
export async function lookAt(subjects: readonly Subject[], analyzer: Analyzer): Promise<LookedAt[]> {
  return Promise.all(subjects.map((subject) => lookAtOne(subject, analyzer)));
}

async function lookAtOne(subject: Subject, analyzer: Analyzer): Promise<LookedAt> {
  const { what, source, task, expected } = subject;
  const digest: Digest | null = 'digest' in task ? task.digest : null;
  try {
    const analysis = await analyzed(subject, analyzer);
    const mismatches = mismatch(expected, analysis);
    return {
      ...{ what, source, digest, ecosystem: analysis.ecosystem },
      name: analysis.identity?.name ?? null,
      version: analysis.identity?.version ?? null,
      verdict: worstVerdict([analysis.verdict, mismatches.length > 0 ? 'suspicious' : 'clean']),
      findings: [...mismatches, ...worstFirst(distinct(analysis.findings))],
      capabilities: analysis.capabilities,
      agentConfiguration: analysis.agentConfiguration ?? false,
      files: analysis.files,
      unpackedBytes: analysis.unpackedBytes,
      undecided: null,
      runs: analysis.runs ?? [],
      unread: analysis.unread ?? [],
    };
  } catch (cause) {
    if (!DomainError.is(cause) || cause.code !== 'scan-failed') throw cause;
    return unjudged(subject, digest, cause.message);
  }
}

async function analyzed({ task, ecosystem }: Subject, analyzer: Analyzer): Promise<UntoldAnalysis> {
  if (ecosystem === undefined) return analyzer.analyzeUntold(task);
  if ('folder' in task) return analyzer.analyzeUntold({ ...task, ecosystem });
  return { ...(await analyzer.analyze({ ...task, ecosystem })), ecosystem };
}

function unjudged(
  { what, source, expected, ecosystem }: Subject,
  digest: Digest | null,
  why: string,
): LookedAt {
  return {
    ...{ what, source, digest },
    ecosystem: ecosystem ?? expected?.ecosystem ?? null,
    name: expected?.name ?? null,
    version: expected?.version ?? null,
    verdict: 'unknown',
    ...{ findings: [], capabilities: [], agentConfiguration: false, files: 0, unpackedBytes: 0 },
    undecided: { code: 'scan-failed', evidence: printable(why, 500) },
    ...{ runs: [], unread: [] },
  };
}

/** Bytes that call themselves otherwise are not what was named, wherever they come from. */
function mismatch(expected: Subject['expected'], { identity }: UntoldAnalysis): Finding[] {
  if (expected === undefined || identity === null || isSame(expected, identity)) return [];
  const own = printable(`${identity.name} ${identity.version}`, 200);
  return [
    {
      rule: 'name-mismatch',
      kind: 'archive',
      severity: 'high',
      message: `The artifact calls itself ${own}, not ${expected.name} ${expected.version}.`,
    },
  ];
}

function isSame(
  { ecosystem, name, version }: NonNullable<Subject['expected']>,
  identity: { name: string; version: string },
): boolean {
  try {
    return (
      normalizeName(ecosystem, identity.name) === name &&
      normalizeVersion(ecosystem, identity.version) === version
    );
  } catch (cause) {
    // A name or version that is illegal is not the one that was named, which is legal.
    if (DomainError.is(cause)) return false;
    throw cause;
  }
}

export function scanOf(
  artifacts: readonly LookedAt[],
  notLookedAt: readonly NotLookedAt[],
  given: { rulesVersion: string; now: number; otherArtifacts?: number },
): LocalScan {
  const rank = ({ verdict }: LookedAt): number => VERDICTS.indexOf(verdict);
  return {
    scannedAt: new Date(given.now).toISOString(),
    rulesVersion: given.rulesVersion,
    verdict: verdictOfScan(artifacts, notLookedAt),
    artifacts: [...artifacts].sort((a, b) => rank(b) - rank(a)),
    notLookedAt: [...notLookedAt],
    otherArtifacts: given.otherArtifacts ?? 0,
  };
}
