import { toPurl } from '../package/purl';
import type { Justification } from '../policy/statement';
import type { ClosureReport, ReportedFinding, ReportedStatement } from './closure-report';
import { placeText, sinceText, sureText } from './finding-text';
import { printed } from './printed';

/**
 * CycloneDX 1.6, `impactAnalysisJustification`. It has no words of its own for OpenVEX's second half of
 * `vulnerable_code_…`; the nearest stands here, and OpenVEX's word goes along as a property.
 */
const JUSTIFICATION: Readonly<Record<Justification, string>> = {
  component_not_present: 'code_not_present',
  vulnerable_code_not_present: 'code_not_present',
  vulnerable_code_not_in_execute_path: 'code_not_reachable',
  vulnerable_code_cannot_be_controlled_by_adversary: 'requires_environment',
  inline_mitigations_already_exist: 'protected_by_mitigating_control',
};

const METHOD_OF_PREFIX: readonly (readonly [string, string])[] = [
  ['CVSS:4.', 'CVSSv4'],
  ['CVSS:3.1/', 'CVSSv31'],
  ['CVSS:3.0/', 'CVSSv3'],
];

/** Where an id can be looked up is told by its database; an id of none of these has no name of a source. */
const SOURCE_OF_ID: readonly (readonly [RegExp, string])[] = [
  [/^GHSA-/, 'GitHub Advisory Database'],
  [/^CVE-/, 'NVD'],
  [/^PYSEC-/, 'PyPI Advisory Database'],
  [/^MAL-/, 'OpenSSF Malicious Packages'],
];

/**
 * The report as a CycloneDX 1.6 BOM with vulnerabilities and their analysis (VEX): the packages that have findings,
 * and one vulnerability for each finding. Nobody's statement: `in_triage`; a statement: `not_affected`; malware:
 * `exploitable`. Without a serial number, so that one report has one VEX.
 */
export function cycloneDxVexOf(report: ClosureReport): object {
  const findings = report.findings.map(printed);
  const components = new Map<string, object>();
  for (const { package: id } of findings) {
    const purl = toPurl(id);
    const scoped = /^(@[^/]+)\/(.+)$/.exec(id.name);
    components.set(purl, {
      type: 'library',
      'bom-ref': purl,
      ...(scoped?.[1] === undefined ? {} : { group: scoped[1] }),
      name: scoped?.[2] ?? id.name,
      version: id.version,
      purl,
    });
  }
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: report.createdAt,
      tools: { components: [{ type: 'application', name: 'Sallyport' }] },
      properties: [
        property('packages', report.packages),
        property('findings-left-out', report.findingsLeftOut),
        property('registry-revision', report.revision),
        property('advisories-imported-at', report.sources.advisories.importedAt ?? 'never'),
      ],
    },
    components: [...components.values()],
    vulnerabilities: findings.map(vulnerabilityOf),
  };
}

function vulnerabilityOf(finding: ReportedFinding): object {
  const { id, aliases, summary, fixedIn, publishedAt, malware, epss, kev, package: pkg } = finding;
  const purl = toPurl(pkg);
  const published = publishedAt !== null && !Number.isNaN(Date.parse(publishedAt));
  return {
    'bom-ref': `${id}|${purl}`,
    id,
    ...sourced(id),
    references: aliases.filter((alias) => alias !== id).flatMap(reference),
    ratings: [ratingOf(finding)],
    description: summary,
    ...(fixedIn.length === 0 ? {} : { recommendation: `Use a fixed version: ${fixedIn.join(', ')}` }),
    ...(published ? { published: new Date(publishedAt).toISOString() } : {}),
    analysis: analysisOf(finding),
    affects: [{ ref: purl, versions: [{ version: pkg.version, status: statusOf(finding) }] }],
    properties: [
      property('path', placeText(finding)),
      property('malware', malware),
      property('sureness', finding.sureness),
      ...(finding.introducedIn === null ? [] : [property('introduced-in', finding.introducedIn)]),
      ...(epss === null
        ? []
        : [property('epss-probability', epss.probability), property('epss-percentile', epss.percentile)]),
      ...(kev === null ? [] : [property('kev-added-on', kev.addedOn)]),
      ...(finding.statement === null
        ? []
        : [property('openvex-justification', finding.statement.justification)]),
    ],
  };
}

function analysisOf({ malware, statement, ...finding }: ReportedFinding): object {
  if (malware) return { state: 'exploitable', detail: 'A malware report names this version.' };
  if (statement === null)
    return {
      state: 'in_triage',
      detail: `Nobody has stated that it does not affect this version; ${sinceText(finding)}; ${sureText(finding)}.`,
    };
  return {
    state: 'not_affected',
    justification: JUSTIFICATION[statement.justification],
    detail: statementText(statement),
  };
}

function statementText({ id, reason, owner, expiresAt }: ReportedStatement): string {
  return `${reason} (statement ${id}; ${owner} answers for it until ${expiresAt})`;
}

function statusOf({ malware, statement }: ReportedFinding): string {
  return !malware && statement !== null ? 'unaffected' : 'affected';
}

function ratingOf({ severity, vector, score, malware }: ReportedFinding): object {
  if (malware || vector === null) return { severity };
  const method = METHOD_OF_PREFIX.find(([prefix]) => vector.startsWith(prefix))?.[1] ?? 'CVSSv2';
  return {
    severity,
    ...{ method, vector },
    ...(score === null ? {} : { score }),
  };
}

function sourced(id: string): object {
  const name = SOURCE_OF_ID.find(([pattern]) => pattern.test(id))?.[1];
  return name === undefined ? {} : { source: { name } };
}

/** The schema wants a source for each reference: ids without one are told by their own prefix. */
function reference(id: string): object[] {
  const name = SOURCE_OF_ID.find(([pattern]) => pattern.test(id))?.[1] ?? id.split('-', 1)[0] ?? id;
  return [{ id: id, source: { name: name } }];
}

function property(name: string, value: string | number | boolean): object {
  return { name: `sallyport:${name}`, value: String(value) };
}
