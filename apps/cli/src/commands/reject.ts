import { rejectPackages } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { receiptOutcome } from '../receipt';
import { targetFrom, type TargetOptions } from '../target-option';

interface Options extends TargetOptions {
  reason: string;
}

export function addReject(program: Command, run: Run): void {
  program
    .command('reject')
    .summary('reject a request')
    .argument('[package...]', 'npm:lodash@4.17.21 ...')
    .option('--request <id>', 'the request whose whole closure is meant')
    .option('--ecosystem <name>', 'pypi or npm, for packages without a prefix')
    .requiredOption('--reason <text>', 'why; kept and shown')
    .action((words: string[], _: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const target = targetFrom(words, options);
        const client = await session.clientFor(rejectPackages);
        return receiptOutcome(
          'rejected',
          await client.reject({ actor: session.actor, ...target, reason: options.reason }),
        );
      }),
    );
}
