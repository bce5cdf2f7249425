import { getRequest } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { reviewText } from '../review/review-text';

export function addReview(program: Command, run: Run): void {
  program
    .command('review')
    .summary('one request with the evidence that a reviewer decides on, worst first')
    .argument('<request>', 'its id, as `sallyport queue` lists it')
    .action((requestId: string, _: unknown, command: Command) =>
      run(command, async (session) => {
        const client = await session.clientFor(getRequest);
        const review = await client.call(getRequest, { requestId });
        return { json: review, text: (screen) => reviewText(review, screen) };
      }),
    );
}
