import { parseEcosystem, unbanPackage } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { packageFrom } from '../package-spec';
import { receiptOutcome } from '../receipt';
import { refOf } from '../target-option';

interface Options {
  reason?: string;
  ecosystem?: string;
}

export function addUnban(program: Command, run: Run): void {
  program
    .command('unban')
    .summary('lift a ban; what was approved before is approved again')
    .argument('<package>', 'npm:qs@6.11.0')
    .option('--ecosystem <name>', 'pypi or npm, for a package without a prefix')
    .option('--reason <text>', 'why; kept')
    .action((word: string, _: unknown, command: Command) =>
      run<Options>(command, async (session, { reason, ecosystem }) => {
        const pkg = packageFrom(word, ecosystem === undefined ? undefined : parseEcosystem(ecosystem));
        const client = await session.clientFor(unbanPackage);
        return receiptOutcome(
          'unbanned',
          await client.unban({ actor: session.actor, package: refOf(pkg), reason }),
        );
      }),
    );
}
