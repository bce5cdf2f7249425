import { approvePackages, DomainError, MinMaturity, printable } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { receiptOutcome } from '../receipt';
import { targetFrom, type TargetOptions } from '../target-option';

interface Options extends TargetOptions {
  minMaturity: string;
  note?: string;
}

export function addApprove(program: Command, run: Run): void {
  program
    .command('approve')
    .summary('approve packages, or the whole closure of a request')
    .argument('[package...]', 'npm:lodash@4.17.21 ...')
    .option('--request <id>', 'the request whose whole closure is meant')
    .option('--ecosystem <name>', 'pypi or npm, for packages without a prefix')
    .requiredOption('--min-maturity <maturity>', MinMaturity.options.join(', '))
    .option('--note <text>', 'kept with the approval')
    .action((words: string[], _: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const minMaturity = minMaturityFrom(options.minMaturity);
        const target = targetFrom(words, options);
        const client = await session.clientFor(approvePackages);
        return receiptOutcome(
          'approved',
          await client.approve({ actor: session.actor, ...target, minMaturity, note: options.note }),
        );
      }),
    );
}

function minMaturityFrom(text: string): MinMaturity {
  const parsed = MinMaturity.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new DomainError('invalid-maturity', `"${printable(text, 60)}" is not a maturity to approve for`, {
    hint: `Use one of: ${MinMaturity.options.join(', ')}. Students may use no package, so none is approved for them.`,
  });
}
