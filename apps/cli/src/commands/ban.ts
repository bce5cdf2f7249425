import { banPackage, parseEcosystem } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { packageFrom } from '../package-spec';
import { receiptOutcome } from '../receipt';
import { refOf } from '../target-option';

interface Options {
  reason: string;
  ecosystem?: string;
}

export function addBan(program: Command, run: Run): void {
  program
    .command('ban')
    .summary('ban a package version for every agent, at once')
    .argument('<package>', 'npm:qs@6.11.0')
    .option('--ecosystem <name>', 'pypi or npm, for a package without a prefix')
    .requiredOption('--reason <text>', 'why; shown to everyone who asks')
    .action((word: string, _: unknown, command: Command) =>
      run<Options>(command, async (session, { reason, ecosystem }) => {
        const pkg = packageFrom(word, ecosystem === undefined ? undefined : parseEcosystem(ecosystem));
        const client = await session.clientFor(banPackage);
        return receiptOutcome(
          'banned',
          await client.ban({ actor: session.actor, package: refOf(pkg), reason }),
        );
      }),
    );
}
