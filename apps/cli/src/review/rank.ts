import {
  SEVERITIES,
  VERDICTS,
  type getRequest,
  type PackageFacts,
  type ReplyOf,
  type Severity,
  type Verdict,
} from '@sallyport/domain';

export type Evidence = ReplyOf<typeof getRequest>['evidence'][number];

/** What a reviewer has to look at, worst first, and what has nothing to say. Missing facts are never quiet. */
export function ranked(evidence: readonly Evidence[]): { loud: Evidence[]; quiet: Evidence[] } {
  const byWeight = [...evidence].sort((a, b) => compare(weightOf(b), weightOf(a)));
  return { loud: byWeight.filter((each) => !isQuiet(each)), quiet: byWeight.filter(isQuiet) };
}

/** Compared from the first number on; greater is worse. */
function weightOf({ facts, delta, ifApproved, entry }: Evidence): number[] {
  return [
    Number((entry?.banReason ?? null) !== null),
    Number(facts === null || facts.scanFailed !== null || facts.artifacts.length === 0),
    facts === null ? 0 : Number(facts.advisories.matches.some(({ malware }) => malware)),
    facts === null ? 0 : VERDICTS.indexOf(worstVerdictOf(facts) ?? 'unknown'),
    facts === null ? -1 : SEVERITIES.indexOf(worstSeverityOf(facts) as Severity),
    ifApproved === null || ifApproved.allowed ? 0 : ifApproved.effect === 'deny' ? 2 : 1,
    delta?.gained.length ?? 0,
    facts?.artifacts.reduce(
      (sum, { runsByItself, capabilities }) => sum + 10 * runsByItself.length + capabilities.length,
      0,
    ) ?? 0,
  ];
}

function isQuiet({ facts, delta, ifApproved, entry }: Evidence): boolean {
  if (facts === null || facts.scanFailed !== null || facts.artifacts.length === 0) return false;
  if ((entry?.banReason ?? null) !== null || facts.advisories.matches.length > 0) return false;
  if ((delta?.gained.length ?? 0) > 0 || (ifApproved !== null && !ifApproved.allowed)) return false;
  return facts.artifacts.every(
    ({ verdict, runsByItself, agentConfiguration }) =>
      verdict === 'clean' && runsByItself.length === 0 && !agentConfiguration,
  );
}

export function worstVerdictOf({ artifacts }: PackageFacts): Verdict | undefined {
  return artifacts.map(({ verdict }) => verdict).sort((a, b) => VERDICTS.indexOf(b) - VERDICTS.indexOf(a))[0];
}

function worstSeverityOf({ artifacts, advisories }: PackageFacts): Severity | undefined {
  return [...artifacts.map(({ worst }) => worst), ...advisories.matches.map(({ severity }) => severity)]
    .filter((severity) => severity !== null)
    .sort((a, b) => SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a))[0];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
