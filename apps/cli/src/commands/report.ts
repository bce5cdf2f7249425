import {
  cycloneDxVexOf,
  DomainError,
  installer,
  parseEcosystem,
  reportClosure,
  sarifOf,
  SignedDecision,
  type ClosureReport,
} from '@sallyport/domain';
import type { Command } from 'commander';
import { relative } from 'node:path';
import { closureOf, lockFrom, requested, type ClosureQuestion } from '../asked-closure';
import type { Run } from '../cli';
import { EXIT, type ExitCode } from '../exit-code';
import { packagesFrom } from '../package-spec';
import { closureReportText, isOpen } from '../report/report-text';
import { jsonDocument } from '../screen/json';
import type { Session } from '../session';

const FORMATS = ['report', 'sarif', 'cyclonedx'] as const;
type Format = (typeof FORMATS)[number];

interface Options {
  closure?: string;
  request?: string;
  installed?: string;
  ecosystem?: string;
  agent?: string;
  format: string;
}

export function addReport(program: Command, run: Run): void {
  program
    .command('report')
    .summary('what advisories say of a closure, for a reviewer: where, since when, how sure, fixed where')
    .description(
      'Worst first: malware, known exploitation, severity, likelihood; what is stated not to affect comes last. Exit status 1 where malware or an advisory is open, 6 where no advisories are loaded.',
    )
    .argument('[package...]', 'pypi:requests==2.32.3, npm:lodash@4.17.21 or a purl')
    .option('--closure <file>', 'a lock, or what `request --json` or `scan --json` printed')
    .option('--request <id>', 'the closure of this request')
    .option('--installed <skill>', 'what is installed for this skill; needs --ecosystem')
    .option('--ecosystem <name>', 'pypi or npm, for packages without a prefix')
    .option('--agent <id>', 'tell what this agent would be told, too; not recorded as a check')
    .option('--format <format>', `one of ${FORMATS.join(', ')} (SARIF 2.1.0, CycloneDX 1.6 VEX)`, 'report')
    .action((words: string[], _: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const format = formatFrom(options.format);
        const question = await askedFrom(session, words, options);
        const client = await session.clientFor(reportClosure);
        const report = await client.call(reportClosure, {
          ...question,
          ...(options.agent === undefined ? {} : { agentId: options.agent }),
        });
        const document = documentOf(report, format, artifactOf(session, options));
        return {
          json: document,
          exit: exitOf(report),
          text: (screen) =>
            format === 'report' ? closureReportText(report, screen) : jsonDocument(document),
        };
      }),
    );
}

function formatFrom(text: string): Format {
  const format = FORMATS.find((each) => each === text);
  if (format !== undefined) return format;
  throw new DomainError('invalid-request', `"${text}" is no format of a report`, {
    hint: `--format takes one of: ${FORMATS.join(', ')}.`,
  });
}

function documentOf(report: ClosureReport, format: Format, artifact: string | undefined): unknown {
  if (format === 'sarif') return sarifOf(report, artifact);
  return format === 'cyclonedx' ? cycloneDxVexOf(report) : report;
}

/** SARIF wants a place in a file: the lock, as seen from here. */
function artifactOf({ around }: Session, { closure }: Options): string | undefined {
  if (closure === undefined || closure === '-') return undefined;
  return relative(around.cwd, closure.startsWith('/') ? closure : `${around.cwd}/${closure}`);
}

function exitOf({ findings, findingsLeftOut, sources }: ClosureReport): ExitCode {
  if (findings.some(isOpen) || findingsLeftOut > 0) return EXIT.denied;
  return sources.advisories.loaded ? EXIT.ok : EXIT.failed;
}

async function askedFrom(
  session: Session,
  words: readonly string[],
  options: Options,
): Promise<ClosureQuestion> {
  const { closure, request, installed } = options;
  const ways = [words.length > 0 || undefined, closure, request, installed].filter(
    (way) => way !== undefined,
  );
  if (ways.length > 1)
    throw new DomainError('invalid-request', 'A report is of one closure', {
      hint: 'Name packages, one lock, one request, or one skill.',
    });
  if (closure !== undefined) return closureOf(lockFrom(session, closure));
  if (request !== undefined) return requested(session, request);
  if (installed !== undefined) return installedFor(session, installed, options.ecosystem);
  const [first, ...others] = packagesFrom(words, options.ecosystem);
  const stranger = others.find(({ ecosystem }) => ecosystem !== first?.ecosystem);
  if (first === undefined || stranger !== undefined)
    throw new DomainError('invalid-request', 'The packages are of more than one ecosystem', {
      hint: 'A closure belongs to one ecosystem; run the command once for each.',
    });
  return {
    ecosystem: first.ecosystem,
    packages: [first, ...others].map(({ name, version }) => ({ name, version })),
  };
}

/** The decision that the image was built on lists what is in it, though not how it hangs together. */
async function installedFor(
  session: Session,
  skillId: string,
  named: string | undefined,
): Promise<ClosureQuestion> {
  if (named === undefined)
    throw new DomainError('unknown-ecosystem', '--installed does not say which ecosystem the skill is of', {
      hint: 'Give --ecosystem npm or --ecosystem pypi.',
    });
  const ecosystem = parseEcosystem(named);
  const client = await session.clientFor(installer[ecosystem].status);
  const { installation } = await client.status(ecosystem, skillId);
  const packages = packagesIn(installation.signedDecision);
  if (packages !== undefined) return { ecosystem, packages };
  throw new DomainError('decision-unsigned', 'The record of the installation does not say what is in it', {
    hint: 'It is of an earlier release: install the skill again, or give its lock with --closure.',
  });
}

/** Read without verifying: it says what to look up, and nothing is allowed by it. */
function packagesIn(jws: string | undefined): ClosureQuestion['packages'] | undefined {
  const payload = jws?.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return SignedDecision.parse(json).packages.map(({ name, version, digest }) => ({
      ...{ name, version },
      ...(digest === undefined ? {} : { digest }),
    }));
  } catch {
    return undefined;
  }
}
