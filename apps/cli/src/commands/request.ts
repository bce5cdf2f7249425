import { requestPackages } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { requirementsFrom } from '../package-spec';
import { foreign } from '../screen/foreign';

interface Options {
  ecosystem?: string;
  closure: boolean;
  note?: string;
}

/** So many are named on a screen; `--json` names them all. */
const SHOWN = 12;

export function addRequest(program: Command, run: Run): void {
  program
    .command('request')
    .summary('ask for approval of packages and all that they need')
    .description('Resolves requirements to their closure and asks for one review of the whole tree.')
    .argument('<requirement...>', 'npm express@^4, pypi:requests>=2,<3 ...')
    .option('--ecosystem <name>', 'pypi or npm, for requirements without a prefix')
    .option('--no-closure', 'only the exact versions named, without what they need')
    .option('--note <text>', 'why, for the reviewer')
    .action((words: string[], _: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const client = await session.clientFor(requestPackages);
        const reply = await client.request({
          actor: session.actor,
          ...requirementsFrom(words, options.ecosystem),
          closure: options.closure,
          note: options.note,
        });
        const named = reply.packages.slice(0, SHOWN).map((pkg) => foreign(`${pkg.name}@${pkg.version}`));
        const rest = reply.packages.length - named.length;
        return {
          json: reply,
          text: ({ paint }) =>
            [
              `${paint.green('requested')}  ${reply.packages.length} packages: ${reply.changed} now wait for review, ${reply.unchanged} stay as they are`,
              `   ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
              `   request ${paint.bold(foreign(reply.requestId))} ${paint.dim(`(revision ${reply.revision})`)}`,
              paint.dim(`   for somebody else to decide: sallyport review ${foreign(reply.requestId)}`),
            ].join('\n'),
        };
      }),
    );
}
