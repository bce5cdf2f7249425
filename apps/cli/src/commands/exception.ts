import { grantException, withdrawException } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { receiptOutcome } from '../receipt';
import { addSelectorOptions, selectorFrom, type SelectorOptions } from '../selector-option';

interface GrantOptions extends SelectorOptions {
  agent?: string;
  owner: string;
  reason: string;
  expires: string;
}

export function addException(program: Command, run: Run): void {
  const exception = program
    .command('exception')
    .summary('let packages pass one rule for a while: grant, withdraw');
  addGrant(exception, run);
  exception
    .command('withdraw')
    .summary('end an exception before its date')
    .argument('<id>', 'as `sallyport exceptions` lists it')
    .requiredOption('--reason <text>', 'why; kept')
    .action((exceptionId: string, _: unknown, command: Command) =>
      run<{ reason: string }>(command, async (session, { reason }) => {
        const client = await session.clientFor(withdrawException);
        const receipt = await client.call(withdrawException, { actor: session.actor, exceptionId, reason });
        return receiptOutcome('withdrawn', receipt, exceptionId);
      }),
    );
}

function addGrant(exception: Command, run: Run): void {
  const command = exception
    .command('grant')
    .summary('let packages pass one rule until a date; never a ban or malware')
    .argument('<rule>', 'its reason code, such as release-too-new')
    .argument('[package]', 'npm:qs@6.11.0, or npm:qs with --range or --all');
  addSelectorOptions(command, { publisher: false })
    .option('--agent <id>', 'for this agent alone')
    .requiredOption('--owner <person>', 'who answers for it')
    .requiredOption('--reason <text>', 'why; kept and shown')
    .requiredOption('--expires <date>', 'ISO 8601, such as 2027-01-31')
    .action((rule: string, word: string | undefined, _: unknown, command: Command) =>
      run<GrantOptions>(command, async (session, { agent, owner, reason, expires, ...options }) => {
        const selector = selectorFrom(word, options);
        const client = await session.clientFor(grantException);
        const receipt = await client.call(grantException, {
          actor: session.actor,
          rule,
          selector,
          ...(agent === undefined ? {} : { agentId: agent }),
          owner,
          reason,
          expiresAt: expires,
        });
        return receiptOutcome('granted', receipt, receipt.exceptionId);
      }),
    );
}
