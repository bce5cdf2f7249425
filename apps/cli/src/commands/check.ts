import {
  checkClosure,
  checkPackage,
  describePackage,
  DomainError,
  type Ecosystem,
  type PackageId,
  type ReplyOf,
} from '@sallyport/domain';
import type { Command } from 'commander';
import { agentFrom } from '../agent-option';
import { closureOf, lockFrom, requested, type ClosureQuestion } from '../asked-closure';
import type { Run } from '../cli';
import { EXIT } from '../exit-code';
import type { Outcome } from '../outcome';
import { packagesFrom } from '../package-spec';
import { decisionLines, decisionMark, decisionSummary } from '../screen/decision-text';
import { foreign } from '../screen/foreign';
import type { Screen } from '../screen/screen';
import type { Session } from '../session';

interface Options {
  agent?: string;
  ecosystem?: string;
  digest?: string;
  skill?: string;
  closure?: string;
  request?: string;
  signed?: boolean;
}

/** Characters; a closure of 10,000 packages takes about 2 million. */
const MAX_SIGNED = 8 * 1024 ** 2;

type ClosureAnswer = ReplyOf<typeof checkClosure> & { ecosystem: Ecosystem };
type Refusal = ClosureAnswer['refused'][number] & { ecosystem: Ecosystem };

export function addCheck(program: Command, run: Run): void {
  program
    .command('check')
    .summary('may an agent use these package versions?')
    .description(
      'Asks governance whether an agent may use package versions, or a whole closure. Exit status 1 where it may not.',
    )
    .argument('[package...]', 'pypi:requests==2.32.3, npm:lodash@4.17.21 or a purl')
    .option('--agent <id>', 'the agent (default: SALLYPORT_AGENT)')
    .option('--ecosystem <name>', 'pypi or npm, for packages without a prefix')
    .option('--digest <digest>', 'the file of the one package that is meant, sha256:…')
    .option('--skill <id>', 'the skill that asks; kept in the trail')
    .option('--closure <file>', 'a lock, or what `request --json` or `scan --json` printed')
    .option('--request <id>', 'the closure of this request')
    .option('--signed', 'have the answer signed, and print the signed decision (JWS) alone')
    .action((words: string[], _: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const agentId = agentFrom(options.agent, session.around.env);
        const asked = await askedFrom(session, words, options);
        return 'only' in asked
          ? checkOne(session, agentId, asked.only, options)
          : checkMany(session, agentId, asked.closures, options);
      }),
    );
}

async function askedFrom(
  session: Session,
  words: readonly string[],
  options: Options,
): Promise<{ only: PackageId } | { closures: ClosureQuestion[] }> {
  const { closure, request, digest } = options;
  const ways = [words.length > 0, closure !== undefined, request !== undefined].filter(Boolean).length;
  if (ways > 1) {
    throw new DomainError('invalid-request', 'Packages, --closure and --request cannot be combined', {
      hint: 'Name packages, one lock, or one request.',
    });
  }
  if (closure !== undefined) return { closures: [closureOf(lockFrom(session, closure))] };
  if (request !== undefined) return { closures: [await requested(session, request)] };
  const packages = packagesFrom(words, options.ecosystem);
  const [only] = packages;
  if (only !== undefined && packages.length === 1) return { only };
  if (digest !== undefined) throw new DomainError('invalid-request', '--digest is of one package only');
  const ecosystems = [...new Set(packages.map((pkg) => pkg.ecosystem))];
  return {
    closures: ecosystems.map((ecosystem) => ({
      ecosystem,
      packages: packages
        .filter((pkg) => pkg.ecosystem === ecosystem)
        .map(({ name, version }) => ({ name, version })),
    })),
  };
}

async function checkOne(
  session: Session,
  agentId: string,
  pkg: PackageId,
  { digest, skill, signed }: Options,
): Promise<Outcome> {
  const client = await session.clientFor(checkPackage);
  const decision: ReplyOf<typeof checkPackage> = await client.check(
    { ...pkg, ...(digest === undefined ? {} : { digest }) },
    { agentId, ...(skill === undefined ? {} : { skillId: skill }), ...(signed ? { sign: true } : {}) },
  );
  const jws = signed ? signatureOf(decision) : undefined;
  return {
    json: { agentId, package: pkg, ...decision },
    exit: decision.allowed ? EXIT.ok : EXIT.denied,
    text: ({ paint }) =>
      jws ??
      [
        `${decisionMark(decision, paint)}  ${paint.bold(foreign(describePackage(pkg)))} for ${foreign(agentId)}`,
        ...decisionLines(decision, paint).map((line) => `   ${line}`),
      ].join('\n'),
  };
}

async function checkMany(
  session: Session,
  agentId: string,
  closures: readonly ClosureQuestion[],
  { skill, signed }: Options,
): Promise<Outcome> {
  const client = await session.clientFor(checkClosure);
  const answers = await Promise.all(
    closures.map(async ({ ecosystem, packages, roots }): Promise<ClosureAnswer> => {
      const terms = {
        ...{ agentId, roots },
        ...(skill === undefined ? {} : { skillId: skill }),
        ...(signed ? { sign: true } : {}),
      };
      return { ecosystem, ...(await client.checkClosure(ecosystem, packages, terms)) };
    }),
  );
  const signatures = signed ? answers.map(signatureOf) : undefined;
  const allowed = answers.every((answer) => answer.allowed);
  const checked = answers.reduce((sum, answer) => sum + answer.checked, 0);
  const without = [...new Set(answers.flatMap((answer) => answer.without))].sort();
  const refused = answers.flatMap(({ ecosystem, refused: entries }) =>
    entries.map((entry) => ({ ecosystem, ...entry })),
  );
  return {
    json: { agentId, allowed, checked, without, refused, ...(signatures && { signed: signatures }) },
    exit: allowed ? EXIT.ok : EXIT.denied,
    text: (screen) =>
      signatures
        ? signatures.join('\n')
        : allowed
          ? `${screen.paint.green('allowed')}  all ${checked} packages for ${foreign(agentId)}${without.length === 0 ? '' : `, without ${without.join(', ')}`}`
          : refusedText(refused, checked, screen),
  };
}

/** What was asked for signed and came without is no answer. Whether the signature holds, `decision verify` says. */
function signatureOf({ signed }: { signed?: string | undefined }): string {
  if (signed !== undefined) return foreign(signed, MAX_SIGNED);
  throw new DomainError('decision-unsigned', 'Governance answered without the signature that was asked for');
}

function refusedText(refused: readonly Refusal[], checked: number, { paint, table }: Screen): string {
  const rows = refused.map(({ decision, path, alternative, ...pkg }) => [
    foreign(describePackage(pkg)),
    decisionMark(decision, paint),
    foreign(path.join(' > '), 400),
    decisionSummary(decision, alternative, paint),
  ]);
  return [
    `${paint.red('denied')}  ${refused.length} of ${checked} packages stand in the way`,
    table(['package', 'answer', 'by', 'why'], rows),
  ].join('\n');
}
