import { commentRequest } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { receiptOutcome } from '../receipt';

export function addComment(program: Command, run: Run): void {
  program
    .command('comment')
    .summary('say something about a request, for its reviewers')
    .argument('<request>', 'its id')
    .argument('<text>')
    .action((requestId: string, text: string, _: unknown, command: Command) =>
      run(command, async (session) => {
        const client = await session.clientFor(commentRequest);
        return receiptOutcome(
          'commented',
          await client.call(commentRequest, { actor: session.actor, requestId, text }),
        );
      }),
    );
}
