import {
  checkClosure,
  checkPackage,
  describePackage,
  type Decision,
  type Ecosystem,
  type PackageId,
} from '@sallyport/domain';
import type { Command } from 'commander';
import { agentFrom } from '../agent-option';
import type { Run } from '../cli';
import { EXIT } from '../exit-code';
import type { Outcome } from '../outcome';
import { packagesFrom } from '../package-spec';
import { foreign } from '../screen/foreign';
import type { Paint } from '../screen/paint';
import type { Session } from '../session';

interface Options {
  agent?: string;
  ecosystem?: string;
}

export function addCheck(program: Command, run: Run): void {
  program
    .command('check')
    .summary('may an agent use these package versions?')
    .description('Asks governance whether an agent may use package versions. Exit status 1 where it may not.')
    .argument('<package...>', 'pypi:requests==2.32.3, npm:lodash@4.17.21 or a purl')
    .option('--agent <id>', 'the agent (default: SALLYPORT_AGENT)')
    .option('--ecosystem <name>', 'pypi or npm, for packages without a prefix')
    .action((words: string[], _: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const agentId = agentFrom(options.agent, session.around.env);
        const packages = packagesFrom(words, options.ecosystem);
        const [only] = packages;
        return packages.length === 1 && only
          ? checkOne(session, agentId, only)
          : checkMany(session, agentId, packages);
      }),
    );
}

async function checkOne(session: Session, agentId: string, pkg: PackageId): Promise<Outcome> {
  const client = await session.clientFor(checkPackage);
  const decision = await client.check(pkg, { agentId });
  return {
    json: { agentId, package: pkg, ...decision },
    exit: decision.allowed ? EXIT.ok : EXIT.denied,
    text: ({ paint }) =>
      [
        `${mark(decision, paint)}  ${paint.bold(foreign(describePackage(pkg)))} for ${foreign(agentId)}`,
        `   ${foreign(decision.reason, 2_000)} ${paint.dim(`(${decision.reasonCode}, revision ${decision.revision})`)}`,
        ...(decision.nextStep === null ? [] : [paint.dim(`   what could change it: ${decision.nextStep}`)]),
      ].join('\n'),
  };
}

/** One message for each ecosystem, however many packages there are. */
async function checkMany(
  session: Session,
  agentId: string,
  packages: readonly PackageId[],
): Promise<Outcome> {
  const client = await session.clientFor(checkClosure);
  const ecosystems = [...new Set(packages.map((pkg) => pkg.ecosystem))];
  const answers = await Promise.all(
    ecosystems.map(async (ecosystem) => {
      const reply = await client.checkClosure(
        ecosystem,
        packages.filter((pkg) => pkg.ecosystem === ecosystem),
        { agentId },
      );
      return { ecosystem, ...reply };
    }),
  );
  const allowed = answers.every((answer) => answer.allowed);
  const refused = answers.flatMap(({ ecosystem, refused }) =>
    refused.map((entry) => ({ ecosystem, ...entry })),
  );
  return {
    json: { agentId, allowed, checked: packages.length, refused },
    exit: allowed ? EXIT.ok : EXIT.denied,
    text: (screen) =>
      allowed
        ? `${screen.paint.green('allowed')}  all ${packages.length} packages for ${foreign(agentId)}`
        : screen.table(
            ['package', 'answer', 'why'],
            refused.map((entry) => refusedRow(entry, screen.paint)),
          ),
  };
}

function refusedRow(
  entry: { ecosystem: Ecosystem; name: string; version: string; decision: Decision },
  paint: Paint,
): string[] {
  return [
    foreign(describePackage(entry)),
    mark(entry.decision, paint),
    `${entry.decision.reasonCode}: ${foreign(entry.decision.reason, 500)}`,
  ];
}

function mark({ effect }: Decision, paint: Paint): string {
  if (effect === 'allow') return paint.green('allowed');
  return effect === 'deny' ? paint.red('denied') : paint.yellow('undecided, so denied');
}
