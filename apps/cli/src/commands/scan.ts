import { admit, installer, type Finding, type InstallerEndpoints, type ReplyOf } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { EXIT_OF_ADMISSION } from '../exit-code';
import { requirementsFrom } from '../package-spec';
import { foreign } from '../screen/foreign';
import type { Screen } from '../screen/screen';
import { VERDICT_TONE } from '../screen/verdict-tone';
import type { Outcome } from '../outcome';
import { exitOfScan, scanArchives, scanPackages } from '../scan/scan-local';
import { scanText } from '../scan/scan-text';
import { targetOf, type Target } from '../scan/targets';
import { writeSarif } from '../scan/write-sarif';
import type { Session } from '../session';
import { scanSkill, type SkillOptions } from '../skill/scan-skill';

interface Options extends SkillOptions {
  ecosystem?: string;
}

type Inspection = ReplyOf<InstallerEndpoints['inspect']>;

export function addScan(program: Command, run: Run): void {
  program
    .command('scan')
    .summary('what an archive, a folder, a lock, a release or a closure does that a reviewer should know')
    .description(
      'Without a stack and without network: archives (.tgz, .tar.gz, .whl, .zip), a folder (a skill, an unpacked package, node_modules, site-packages), a lock, or purls. Nothing of it is run, and each is looked at in a process of its own within limits. Of a lock or a purl, what lies in the caches of npm and pip or in --artifacts is looked at; the rest is named as not looked at, or fetched with --fetch. Of a skill it also says what its code and manifests require, and asks a running stack about what is pinned. With requirements (npm express@^4): a running stack resolves, fetches by digest and scans the closure. Exit status 1 where something malicious or, without a stack, suspicious was found, or something is denied; 6 where something could not be looked at, read or judged; 4 where all that is missing is an answer of the package registry.',
    )
    .argument(
      '<target...>',
      './pkg.tgz, ./folder, package-lock.json, pkg:npm/left-pad@1.3.0, or npm express@^4, pypi:requests>=2,<3 ...',
    )
    .option(
      '--ecosystem <name>',
      'pypi or npm: of requirements without a prefix, or as which archives are looked at',
    )
    .option('--artifacts <dir>', 'of a lock or purls: look for artifacts in this folder too')
    .option(
      '--fetch',
      'of a lock or purls: fetch what is not at hand, with npm and pip as they are configured here',
    )
    .option('--agent <id>', 'of a skill: may this agent use what is pinned? (default: SALLYPORT_AGENT)')
    .option(
      '--sarif <file>',
      'without a stack: write findings, and of a skill what is unresolved or undeclared, as SARIF 2.1.0',
    )
    .action((words: string[], _: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const target = targetOf(words, options.ecosystem, session.around);
        if (target?.kind === 'skill' || target?.kind === 'lock') return scanSkill(session, target, options);
        if (target !== undefined) return scanHere(session, target, options);
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

async function scanHere(
  session: Session,
  target: Extract<Target, { kind: 'archives' | 'packages' }>,
  options: Options,
): Promise<Outcome> {
  const scan =
    target.kind === 'archives'
      ? await scanArchives(session, target.paths, target.ecosystem)
      : await scanPackages(session, target.packages, options);
  if (options.sarif !== undefined) writeSarif(session, options.sarif, scan);
  return { json: scan, exit: exitOfScan(scan), text: (screen) => scanText(scan, screen) };
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
