import { revokePackages } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { receiptOutcome } from '../receipt';
import { targetFrom, type TargetOptions } from '../target-option';

interface Options extends TargetOptions {
  reason: string;
}

export function addRevoke(program: Command, run: Run): void {
  program
    .command('revoke')
    .summary('take an approval back')
    .argument('[package...]', 'npm:lodash@4.17.21 ...')
    .option('--request <id>', 'the request whose whole closure is meant')
    .option('--ecosystem <name>', 'pypi or npm, for packages without a prefix')
    .requiredOption('--reason <text>', 'why; kept and shown')
    .action((words: string[], _: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const target = targetFrom(words, options);
        const client = await session.clientFor(revokePackages);
        return receiptOutcome(
          'revoked',
          await client.revoke({ actor: session.actor, ...target, reason: options.reason }),
        );
      }),
    );
}
