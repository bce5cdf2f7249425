import type { rejectPackages, revokePackages } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from './cli';
import { wholeNumber } from './number-option';
import { receiptOutcome } from './receipt';
import { addTargetOptions, reviewed, targetFrom, type TargetOptions } from './target-option';

interface Options extends TargetOptions {
  reason: string;
  seen?: number;
}

export interface Refusal {
  action: 'reject' | 'revoke';
  endpoint: typeof rejectPackages | typeof revokePackages;
  summary: string;
  /** What was done, as the receipt says it. */
  done: string;
}

/** A "no" of a reviewer, with a reason: to requests, or to what was approved. */
export function addRefusal(program: Command, run: Run, { action, endpoint, summary, done }: Refusal): void {
  addTargetOptions(program.command(action).summary(summary))
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
          return reviewed(session, target.requestIds, { action, reason, seenRevision });
        const client = await session.clientFor(endpoint);
        const request = { actor: session.actor, ...target, reason, seenRevision };
        return receiptOutcome(done, await client.call(endpoint, request));
      }),
    );
}
