import { banPackage, setBan } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { receiptOutcome } from '../receipt';
import { addSelectorOptions, exactOf, selectorFrom, type SelectorOptions } from '../selector-option';

interface Options extends SelectorOptions {
  reason: string;
}

export function addBan(program: Command, run: Run): void {
  const command = program
    .command('ban')
    .summary('ban packages for every agent, at once: a version, a range, a pattern, a file, a publisher')
    .argument('[package]', 'npm:qs@6.11.0, or npm:qs with --range or --all');
  addSelectorOptions(command, { publisher: true })
    .requiredOption('--reason <text>', 'why; shown to everyone who asks')
    .action((word: string | undefined, _: unknown, command: Command) =>
      run<Options>(command, async (session, { reason, ...options }) => {
        const selector = selectorFrom(word, options);
        const { actor } = session;
        const exact = exactOf(selector);
        if (exact !== undefined) {
          const client = await session.clientFor(banPackage);
          return receiptOutcome('banned', await client.ban({ actor, package: exact, reason }));
        }
        const client = await session.clientFor(setBan);
        const receipt = await client.call(setBan, { actor, selector, reason });
        return receiptOutcome('banned', receipt, receipt.banId);
      }),
    );
}
