import { toPurl } from '../package/purl';
import type { Severity } from '../scan/report';
import type { ClosureReport, ReportedFinding } from './closure-report';
import { placeText, sinceText, sureText } from './finding-text';
import { printed } from './printed';

const LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** A malware report has no CVSS score; readers sort by this number. */
const MALWARE_SCORE = 10;

/**
 * The report as SARIF 2.1.0: one rule for each advisory, one result for each finding; what is stated not to affect is
 * suppressed (section 3.27.23) and never left out. `artifact`: the relative URI of the file that the closure was read
 * from, for readers that want a place in a file.
 */
export function sarifOf(report: ClosureReport, artifact?: string): object {
  const findings = report.findings.map(printed);
  const ruleIds = [...new Set(findings.map(({ id }) => id))];
  const indexOf = new Map(ruleIds.map((id, index) => [id, index]));
  const firstOf = new Map<string, ReportedFinding>();
  for (const finding of findings) if (!firstOf.has(finding.id)) firstOf.set(finding.id, finding);
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Sallyport', rules: [...firstOf.values()].map(ruleOf) } },
        invocations: [{ executionSuccessful: true, endTimeUtc: report.createdAt }],
        results: findings.map((finding) => resultOf(finding, indexOf.get(finding.id) as number, artifact)),
        properties: {
          packages: report.packages,
          findingsLeftOut: report.findingsLeftOut,
          registryRevision: report.revision,
          sources: report.sources,
        },
      },
    ],
  };
}

function ruleOf(finding: ReportedFinding): object {
  const { id, summary, malware, severity, score, aliases } = finding;
  const securitySeverity = malware ? MALWARE_SCORE : score;
  return {
    id,
    shortDescription: { text: summary },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      tags: ['security', malware ? 'malware' : 'vulnerability'],
      aliases,
      ...(securitySeverity === null ? {} : { 'security-severity': securitySeverity.toFixed(1) }),
    },
  };
}

function resultOf(finding: ReportedFinding, ruleIndex: number, artifact: string | undefined): object {
  const { id, malware, severity, fixedIn, statement, kev, epss, vector, path } = finding;
  const { ecosystem, name, version } = finding.package;
  const fixed = fixedIn.length === 0 ? 'No fixed version is named.' : `Fixed in ${fixedIn.join(', ')}.`;
  return {
    ruleId: id,
    ruleIndex,
    level: LEVEL[severity],
    message: {
      text: `${malware ? 'Malware report' : 'Advisory'} ${id} (${severity}) on ${name} ${version}: ${finding.summary} ${sinceText(finding)}; ${sureText(finding)}. ${fixed}`,
    },
    locations: [
      {
        ...(artifact === undefined ? {} : { physicalLocation: { artifactLocation: { uri: artifact } } }),
        logicalLocations: [
          {
            name: `${name}@${version}`,
            fullyQualifiedName: placeText(finding),
            kind: 'package',
          },
        ],
      },
    ],
    partialFingerprints: {
      'advisoryAndPackage/v1': `${id}|${toPurl({ ecosystem, name, version })}`,
    },
    ...(statement === null || malware
      ? {}
      : {
          suppressions: [
            {
              kind: 'external',
              status: 'accepted',
              justification: `${statement.justification}: ${statement.reason} (${statement.owner}, until ${statement.expiresAt})`,
            },
          ],
        }),
    properties: {
      purl: toPurl({ ecosystem, name, version }),
      path,
      ...{ malware, sureness: finding.sureness, introducedIn: finding.introducedIn },
      ...{ publishedAt: finding.publishedAt, fixedIn, vector, epss, kev },
    },
  };
}
