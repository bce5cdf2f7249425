import { admit, installer, type Finding, type InstallerEndpoints, type ReplyOf } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { EXIT_OF_ADMISSION } from '../exit-code';
import { requirementsFrom } from '../package-spec';
import { foreign } from '../screen/foreign';
import type { Screen } from '../screen/screen';
import { VERDICT_TONE } from '../screen/verdict-tone';
import { scanSkill, type SkillOptions } from '../skill/scan-skill';
import { skillPathOf } from '../skill/skill-path';

interface Options extends SkillOptions {
  ecosystem?: string;
}

type Inspection = ReplyOf<InstallerEndpoints['inspect']>;

export function addScan(program: Command, run: Run): void {
  program
    .command('scan')
    .summary('what a skill requires, or what a reviewer should know of a closure')
    .description(
      'With the folder of a skill: reads what its code and manifests require, without running or fetching anything, and asks a running stack about what is pinned. With requirements: resolves, fetches by digest and scans a closure; no package code runs. Exit status 1 where something malicious was found or is denied, 6 where something could not be read or judged.',
    )
    .argument('<skill or requirement...>', './skill, or npm express@^4, pypi:requests>=2,<3 ...')
    .option('--ecosystem <name>', 'pypi or npm, for requirements without a prefix')
    .option('--agent <id>', 'of a skill: may this agent use what is pinned? (default: SALLYPORT_AGENT)')
    .option('--sarif <file>', 'of a skill: write what is unresolved, unread or undeclared as SARIF 2.1.0')
    .action((words: string[], _: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const skill = skillPathOf(words, options.ecosystem, session.around);
        if (skill !== undefined) return scanSkill(session, skill, options);
        const { ecosystem, requirements } = requirementsFrom(words, options.ecosystem);
        const client = await session.clientFor(installer[ecosystem].inspect);
        const inspection = await client.inspect(ecosystem, { requirements });
        return {
          json: inspection,
          exit: EXIT_OF_ADMISSION[admissionOf(inspection).outcome],
          text: (screen) => reportText(inspection, screen),
        };
      }),
    );
}

function admissionOf({ lock, report }: Inspection) {
  return admit(
    report,
    lock.packages.map(({ digest }) => digest),
  );
}

export function reportText({ report }: Inspection, { paint, table }: Screen): string {
  const noted = report.artifacts.filter(
    (artifact) => artifact.findings.length > 0 || artifact.verdict !== 'clean',
  );
  const rows = noted.flatMap((artifact) =>
    (artifact.findings.length === 0 ? [undefined] : artifact.findings).map((finding, index) => [
      index === 0 ? foreign(`${artifact.name}@${artifact.version}`) : '',
      index === 0 ? paint[VERDICT_TONE[artifact.verdict]](artifact.verdict) : '',
      finding?.severity ?? '',
      foreign(finding?.rule ?? ''),
      finding === undefined ? 'no finding, but not clean' : findingText(finding),
    ]),
  );
  const { advisories } = report;
  return [
    `verdict ${paint[VERDICT_TONE[report.verdict]](report.verdict)}: ${report.artifacts.length} artifacts looked at, ${noted.length} with something to say`,
    advisories.loaded
      ? paint.dim(
          `advisories: ${advisories.advisories} loaded, imported ${advisories.importedAt ?? 'at an unknown time'}`,
        )
      : paint.yellow(
          'advisories: none loaded, so known vulnerabilities were NOT looked for (sallyport advisories import PATH|URL)',
        ),
    ...(rows.length === 0 ? [] : [table(['package', 'verdict', 'severity', 'rule', 'finding'], rows)]),
  ].join('\n');
}

function findingText(finding: Finding): string {
  const place =
    finding.file === undefined
      ? ''
      : ` (${finding.file}${finding.line === undefined ? '' : `:${finding.line}`})`;
  const evidence = finding.evidence === undefined ? '' : ` | ${finding.evidence}`;
  return foreign(`${finding.message}${place}${evidence}`, 400);
}
