import { toPurl } from '../package/purl';
import { SARIF_LEVEL, sarifLogOf, type SarifFinding, type SarifLog, type SarifRule } from '../sarif';
import type { ClosureReport, ReportedFinding } from './closure-report';
import { placeText, sinceText, sureText } from './finding-text';
import { printed } from './printed';

/** A malware report has no CVSS score; readers sort by this number. */
const MALWARE_SCORE = 10;

/**
 * The report as SARIF: one rule for each advisory, one result for each finding; what is stated not to affect is
 * suppressed and never left out. `artifact`: the path of the file that the closure was read from, for readers that want
 * a place in a file.
 */
export function sarifOf(report: ClosureReport, artifact?: string): SarifLog {
  const findings = report.findings.map(printed);
  const firstOf = new Map<string, ReportedFinding>();
  for (const finding of findings) if (!firstOf.has(finding.id)) firstOf.set(finding.id, finding);
  return sarifLogOf([
    {
      about: 'advisories',
      rules: [...firstOf.values()].map(ruleOf),
      findings: findings.map((finding) => findingOf(finding, artifact)),
      // Where no advisories are loaded, none were looked for.
      isWhole: report.sources.advisories.loaded && report.findingsLeftOut === 0,
      endedAt: report.createdAt,
      properties: {
        packages: report.packages,
        findingsLeftOut: report.findingsLeftOut,
        registryRevision: report.revision,
        sources: report.sources,
      },
    },
  ]);
}

function ruleOf(finding: ReportedFinding): SarifRule {
  const { id, summary, malware, severity, score, aliases } = finding;
  const securitySeverity = malware ? MALWARE_SCORE : score;
  return {
    id,
    text: summary,
    level: SARIF_LEVEL[severity],
    properties: {
      tags: ['security', malware ? 'malware' : 'vulnerability'],
      aliases,
      ...(securitySeverity === null ? {} : { 'security-severity': securitySeverity.toFixed(1) }),
    },
  };
}

function findingOf(finding: ReportedFinding, artifact: string | undefined): SarifFinding {
  const { id, malware, severity, fixedIn, statement, kev, epss, vector, path } = finding;
  const { ecosystem, name, version } = finding.package;
  const fixed = fixedIn.length === 0 ? 'No fixed version is named.' : `Fixed in ${fixedIn.join(', ')}.`;
  const purl = toPurl({ ecosystem, name, version });
  return {
    rule: id,
    level: SARIF_LEVEL[severity],
    message: `${malware ? 'Malware report' : 'Advisory'} ${id} (${severity}) on ${name} ${version}: ${finding.summary} ${sinceText(finding)}; ${sureText(finding)}. ${fixed}`,
    place: { file: artifact, package: { name: `${name}@${version}`, fullName: placeText(finding) } },
    fingerprint: { name: 'advisoryAndPackage/v1', value: `${id}|${purl}` },
    justification:
      statement === null || malware
        ? undefined
        : `${statement.justification}: ${statement.reason} (${statement.owner}, until ${statement.expiresAt})`,
    properties: {
      ...{ purl, path, malware, sureness: finding.sureness, introducedIn: finding.introducedIn },
      ...{ publishedAt: finding.publishedAt, fixedIn, vector, epss, kev },
    },
  };
}
