import { approvePackages, DomainError } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { addGrantOptions, termsFrom, type GrantOptions } from '../grant-option';
import { receiptOutcome } from '../receipt';
import { addTargetOptions, reviewed, targetFrom, type TargetOptions } from '../target-option';

type Options = TargetOptions & GrantOptions;

export function addApprove(program: Command, run: Run): void {
  const command = program
    .command('approve')
    .summary('approve packages, or the whole closure of a request')
    .description(
      'The requester may not approve, and where policy asks for two reviewers the second has to be another person.',
    );
  addGrantOptions(addTargetOptions(command)).action((words: string[], _: unknown, command: Command) =>
    run<Options>(command, async (session, options) => {
      const terms = termsFrom(options);
      const target = targetFrom(words, options);
      if ('requestIds' in target) {
        const { note, breakGlass, ...each } = terms;
        if (breakGlass === true) throw glassForOne();
        return reviewed(session, target.requestIds, {
          action: 'approve',
          ...each,
          ...(note === undefined ? {} : { reason: note }),
        });
      }
      const client = await session.clientFor(approvePackages);
      const receipt = await client.approve({ actor: session.actor, ...target, ...terms });
      return receiptOutcome((receipt.awaitingSecond ?? 0) > 0 ? 'noted' : 'approved', receipt);
    }),
  );
}

function glassForOne(): DomainError {
  return new DomainError('invalid-request', '--break-glass is for one request at a time', {
    hint: 'Every glass that is broken needs a reason of its own.',
  });
}
