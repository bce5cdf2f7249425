import { rejectPackages } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { wholeNumber } from '../number-option';
import { receiptOutcome } from '../receipt';
import { addTargetOptions, reviewed, targetFrom, type TargetOptions } from '../target-option';

interface Options extends TargetOptions {
  reason: string;
  seen?: number;
}

export function addReject(program: Command, run: Run): void {
  addTargetOptions(program.command('reject').summary('reject requests'))
    .requiredOption('--reason <text>', 'why; kept and shown')
    .option(
      '--seen <revision>',
      'the revision that you looked at: refused if somebody decided since',
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
    )
    .action((words: string[], _: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const { reason, seen: seenRevision } = options;
        const target = targetFrom(words, options);
        if ('requestIds' in target)
          return reviewed(session, target.requestIds, { action: 'reject', reason, seenRevision });
        const client = await session.clientFor(rejectPackages);
        return receiptOutcome(
          'rejected',
          await client.reject({ actor: session.actor, ...target, reason, seenRevision }),
        );
      }),
    );
}
