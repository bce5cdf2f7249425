import { grantApproval, revokeApproval, secondApproval } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { addGrantOptions, termsFrom, type GrantOptions } from '../grant-option';
import { receiptOutcome } from '../receipt';
import { addSelectorOptions, selectorFrom, type SelectorOptions } from '../selector-option';

export function addApproval(program: Command, run: Run): void {
  const approval = program
    .command('approval')
    .summary('approve a range, all versions, a pattern, a file: grant, second, revoke');
  addGrant(approval, run);
  approval
    .command('second')
    .summary('say yes as the second of two reviewers')
    .argument('<id>', 'as `sallyport approvals` lists it')
    .option('--note <text>', 'kept')
    .action((approvalId: string, _: unknown, command: Command) =>
      run<{ note?: string }>(command, async (session, { note }) => {
        const client = await session.clientFor(secondApproval);
        const receipt = await client.call(secondApproval, { actor: session.actor, approvalId, note });
        return receiptOutcome('approved', receipt, approvalId);
      }),
    );
  approval
    .command('revoke')
    .summary('take an approval back, or turn a proposed one down')
    .argument('<id>', 'as `sallyport approvals` lists it')
    .requiredOption('--reason <text>', 'why; kept and shown')
    .action((approvalId: string, _: unknown, command: Command) =>
      run<{ reason: string }>(command, async (session, { reason }) => {
        const client = await session.clientFor(revokeApproval);
        const receipt = await client.call(revokeApproval, { actor: session.actor, approvalId, reason });
        return receiptOutcome('revoked', receipt, approvalId);
      }),
    );
}

function addGrant(approval: Command, run: Run): void {
  const command = approval
    .command('grant')
    .summary('approve by selector')
    .argument('[package]', 'npm:qs with --range or --all');
  addGrantOptions(addSelectorOptions(command, { publisher: false })).action(
    (word: string | undefined, _: unknown, command: Command) =>
      run<SelectorOptions & GrantOptions>(command, async (session, options) => {
        const terms = termsFrom(options);
        const selector = selectorFrom(word, options);
        const client = await session.clientFor(grantApproval);
        const receipt = await client.call(grantApproval, { actor: session.actor, selector, ...terms });
        const done = (receipt.awaitingSecond ?? 0) > 0 ? 'proposed' : 'approved';
        return receiptOutcome(done, receipt, receipt.approvalId);
      }),
  );
}
