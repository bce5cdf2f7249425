import {
  actorText,
  SEVERITIES,
  VERDICTS,
  worstVerdict,
  type PackageFacts,
  type RequestSummary,
  type Severity,
  type Verdict,
} from '@sallyport/domain';
import type { RegistryView } from '@sallyport/registry-view';
import type { PackageRequest } from '../ports/registry-store';

/** A request as the queue shows it, with what the view knows of its packages now. */
export function summaryOf(request: PackageRequest, view: RegistryView): RequestSummary {
  const entries = request.packages.map((id) => view.lookup(id));
  const waiting = entries.filter((entry) => entry?.approval === 'requested');
  const known = request.packages.map((id) => view.factsOf(id));
  const scanned = known.filter((facts) => facts !== undefined);
  return {
    requestId: request.id,
    ecosystem: request.ecosystem,
    requirements: [...request.requirements],
    requestedBy: actorText(request.actor),
    note: request.note,
    at: request.at,
    state: waiting.length > 0 ? 'open' : 'decided',
    packages: request.packages.length,
    waiting: waiting.length,
    awaitingSecond: waiting.filter((entry) => entry?.firstReview !== undefined).length,
    scan: request.scan?.state ?? 'pending',
    verdict: scanned.length === 0 ? null : worstVerdict(known.map(verdictOf)),
    worst: worstSeverity(scanned.flatMap(severitiesOf)),
  };
}

/** Malware reports included. What has no scan that came through is `unknown`, which is worse than suspicious. */
export function verdictOf(facts: PackageFacts | undefined): Verdict {
  if (facts === undefined || facts.artifacts.length === 0) return 'unknown';
  const reported: Verdict[] = facts.advisories.matches.some(({ malware }) => malware) ? ['malicious'] : [];
  const failed: Verdict[] = facts.scanFailed === null ? [] : ['unknown'];
  return worstVerdict([...facts.artifacts.map(({ verdict }) => verdict), ...reported, ...failed]);
}

/** Of findings and of advisories. */
export function severitiesOf({ artifacts, advisories }: PackageFacts): Severity[] {
  return [
    ...artifacts.flatMap(({ worst }) => worst ?? []),
    ...advisories.matches.map(({ severity }) => severity),
  ];
}

function worstSeverity(severities: readonly Severity[]): Severity | null {
  return severities.reduce<Severity | null>(
    (worst, severity) =>
      worst === null || SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(worst) ? severity : worst,
    null,
  );
}

/** Higher is worse. */
export function verdictRank(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict);
}
