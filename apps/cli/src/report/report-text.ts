import {
  describePackage,
  placeText,
  printed,
  sinceText,
  sureText,
  type AdvisorySources,
  type ClosureReport,
  type ReportedDecision,
  type ReportedFinding,
  type Severity,
} from '@sallyport/domain';
import { decisionMark } from '../screen/decision-text';
import { foreign } from '../screen/foreign';
import type { Paint } from '../screen/paint';
import type { Screen } from '../screen/screen';

/** A reviewer reads these in a minute; `--json` has all. */
const SHOWN = 15;
const SHOWN_STATED = 10;
const SHOWN_REFUSED = 10;
const NAMED_IDS = 8;

const TONE: Readonly<Record<Severity, keyof Paint>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'dim',
  info: 'dim',
};
const WORST_FIRST: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Malware, or an advisory that nobody answers for. */
export function isOpen({ malware, statement }: ReportedFinding): boolean {
  return malware || statement === null;
}

/** What stands out, worst first; what is stated not to affect; and what an agent would be told. */
export function closureReportText(report: ClosureReport, { paint }: Screen): string {
  const findings = report.findings.map(printed);
  const open = findings.filter(isOpen);
  const stated = findings.filter((finding) => !isOpen(finding));
  return [
    ...headLines(report, open, stated, paint),
    ...open.slice(0, SHOWN).flatMap((finding) => ['', ...findingLines(finding, report, paint)]),
    ...restLines(open.slice(SHOWN), paint),
    ...statedLines(stated, paint),
    ...refusedLines(report, paint),
    ...(report.findingsLeftOut > 0
      ? [paint.red(`${report.findingsLeftOut} more findings, the mildest, did not fit and are NOT shown`)]
      : []),
  ].join('\n');
}

function headLines(
  report: ClosureReport,
  open: readonly ReportedFinding[],
  stated: readonly ReportedFinding[],
  paint: Paint,
): string[] {
  const affected = new Set(open.map(({ package: id }) => describePackage(id))).size;
  const counts = [
    ...counted(open.filter(({ malware }) => malware).length, 'malware reports', paint.red),
    ...counted(open.filter(({ kev }) => kev !== null).length, 'known to be exploited', paint.red),
    ...WORST_FIRST.flatMap((severity) => {
      const of = open.filter((finding) => !finding.malware && finding.severity === severity).length;
      return counted(of, severity, paint[TONE[severity]]);
    }),
    ...counted(stated.length, 'stated not to affect', String),
  ];
  const packages = `${report.packages} package ${report.packages === 1 ? 'version' : 'versions'}`;
  const what =
    open.length > 0
      ? `${open.length} ${open.length === 1 ? 'finding' : 'findings'} on ${affected} of ${packages}`
      : report.sources.advisories.loaded
        ? `${paint.green('nothing open')} on ${packages}`
        : `${packages} were NOT looked for in any advisory`;
  return [
    `${paint.bold(what)}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`,
    ...sourceLines(report.sources, paint),
    ...agentLines(report, paint),
  ];
}

function counted(count: number, what: string, tone: (text: string) => string): string[] {
  return count === 0 ? [] : [tone(`${count} ${what}`)];
}

function sourceLines({ advisories, epss, kev }: AdvisorySources, paint: Paint): string[] {
  if (!advisories.loaded)
    return [
      paint.red(
        '   no advisories are loaded, so nothing is known of any package (sallyport advisories import PATH|URL)',
      ),
    ];
  const order = [
    epss === null ? 'no EPSS scores' : `EPSS of ${foreign(epss.scoredAt)} (${foreign(epss.modelVersion)})`,
    kev === null ? 'no KEV catalogue' : `KEV ${foreign(kev.catalogueVersion)}`,
  ];
  const imported = advisories.importedAt ?? 'at an unknown time';
  return [paint.dim(`   ${advisories.advisories} advisories, imported ${imported}; ${order.join(', ')}`)];
}

function agentLines({ decisions }: ClosureReport, paint: Paint): string[] {
  if (decisions === null) return [];
  const refused = decisions.packages.filter(({ decision }) => !decision.allowed).length;
  const may = decisions.allowed
    ? paint.green('may use it')
    : paint.red(`may not use it: ${refused + decisions.packagesLeftOut} packages stand in the way`);
  return [`   ${foreign(decisions.agentId)} ${may}`];
}

function findingLines(finding: ReportedFinding, report: ClosureReport, paint: Paint): string[] {
  const { id, malware, severity, fixedIn, aliases, package: pkg } = finding;
  const mark = malware ? paint.red('MALWARE') : paint[TONE[severity]](severity.toUpperCase());
  const decision = decisionOn(finding, report);
  const others = aliases.filter((alias) => alias !== id);
  const more = others.length - NAMED_IDS;
  return [
    `${mark}  ${paint.bold(foreign(describePackage(pkg)))}  ${id}`,
    `   what       ${finding.summary}`,
    `   where      ${finding.path.length === 0 ? 'not told how it came in' : foreign(placeText(finding), 600)}`,
    `   affected   ${sinceText(finding)}`,
    `   fixed in   ${fixedIn.length === 0 ? 'no fixed version is named' : fixedIn.join(', ')}`,
    `   sure       ${sureText(finding)}`,
    ...(others.length === 0
      ? []
      : [`   also       ${others.slice(0, NAMED_IDS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`]),
    `   severity   ${severityText(finding)}`,
    ...exploitedLines(finding, paint),
    ...(decision === undefined
      ? []
      : [
          `   ${foreign(report.decisions?.agentId ?? '', 20)}: ${decisionMark(decision, paint)}, ${foreign(decision.reason, 300)} ${paint.dim(`(${decision.reasonCode})`)}`,
        ]),
  ];
}

function severityText({ severity, score, vector }: ReportedFinding): string {
  return vector === null
    ? `${severity}; no CVSS vector`
    : `${severity}${score === null ? '' : ` ${score}`}  ${vector}`;
}

function exploitedLines({ kev, epss }: ReportedFinding, paint: Paint): string[] {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return [
    ...(kev === null
      ? []
      : [
          paint.red(
            `   exploited  known since ${kev.addedOn} (KEV)${kev.ransomware ? ', by ransomware' : ''}${kev.dueOn === null ? '' : `, due ${kev.dueOn}`}`,
          ),
        ]),
    ...(epss === null
      ? []
      : [
          `   likely     ${percent(epss.probability)} to be exploited within 30 days, more than ${percent(epss.percentile)} of all (EPSS)`,
        ]),
  ];
}

function decisionOn({ package: pkg }: ReportedFinding, { decisions }: ClosureReport) {
  return decisions?.packages.find(
    ({ package: { name, version } }) => name === pkg.name && version === pkg.version,
  )?.decision;
}

function restLines(rest: readonly ReportedFinding[], paint: Paint): string[] {
  if (rest.length === 0) return [];
  const counts = WORST_FIRST.flatMap((severity) =>
    counted(rest.filter((finding) => finding.severity === severity).length, severity, String),
  );
  return ['', paint.yellow(`and ${rest.length} more findings: ${counts.join(', ')} (--json has them all)`)];
}

function statedLines(stated: readonly ReportedFinding[], paint: Paint): string[] {
  if (stated.length === 0) return [];
  const more = stated.length - SHOWN_STATED;
  return [
    '',
    paint.bold('stated not to affect'),
    ...stated
      .slice(0, SHOWN_STATED)
      .flatMap(({ id, package: pkg, severity, statement }) =>
        statement === null
          ? []
          : [
              `   ${foreign(describePackage(pkg))}  ${id} (${severity}): ${statement.justification}, ${statement.reason}; ${statement.owner}, until ${statement.expiresAt}`,
            ],
      ),
    ...(more > 0 ? [`   and ${more} more (--json)`] : []),
  ];
}

/** What is refused for other reasons than a finding that is shown. */
function refusedLines(report: ClosureReport, paint: Paint): string[] {
  if (report.decisions === null) return [];
  const named = new Set(report.findings.map(({ package: id }) => describePackage(id)));
  const refused = report.decisions.packages.filter(
    ({ decision, package: id }) => !decision.allowed && !named.has(describePackage(id)),
  );
  if (refused.length === 0) return [];
  const more = refused.length - SHOWN_REFUSED + report.decisions.packagesLeftOut;
  return [
    '',
    paint.bold('refused for other reasons'),
    ...refused.slice(0, SHOWN_REFUSED).map((each) => `   ${refusedText(each, paint)}`),
    ...(more > 0 ? [`   and ${more} more (--json)`] : []),
  ];
}

function refusedText({ package: pkg, decision, path }: ReportedDecision, paint: Paint): string {
  const by = path.length > 1 ? ` by ${foreign(path.join(' > '), 300)}` : '';
  return `${decisionMark(decision, paint)}  ${foreign(describePackage(pkg))}${by}: ${foreign(decision.reason, 300)} ${paint.dim(`(${decision.reasonCode})`)}`;
}
