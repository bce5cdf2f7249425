import { listRequests, type ReplyOf } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { wholeNumber } from '../number-option';
import { foreign } from '../screen/foreign';
import type { Screen } from '../screen/screen';

interface Options {
  all?: boolean;
  limit: number;
  after?: string;
}

export function addQueue(program: Command, run: Run): void {
  program
    .command('queue')
    .summary('requests that wait for a reviewer, oldest first')
    .option('--all', 'those that are decided too')
    .option('--limit <count>', 'at most so many', wholeNumber(1, 1_000), 100)
    .option('--after <cursor>', 'go on after the page before')
    .action((_: unknown, command: Command) =>
      run<Options>(command, async (session, { all, limit, after }) => {
        const client = await session.clientFor(listRequests);
        const reply = await client.call(listRequests, {
          ...(all === true ? {} : { state: 'open' as const }),
          limit,
          ...(after === undefined ? {} : { after }),
        });
        return { json: reply, text: (screen) => queueText(reply, screen) };
      }),
    );
}

export function queueText(
  { requests, next }: ReplyOf<typeof listRequests>,
  { paint, table }: Screen,
): string {
  if (requests.length === 0) return 'No request waits for a reviewer.';
  const rows = requests.map((request) => [
    foreign(request.requestId),
    foreign(`${request.ecosystem} ${request.requirements.join(', ')}`, 200),
    foreign(request.requestedBy),
    request.at,
    request.state === 'decided'
      ? paint.dim('decided')
      : `${request.waiting} of ${request.packages}${request.awaitingSecond > 0 ? `, ${request.awaitingSecond} for a second reviewer` : ''}`,
    request.scan === 'done' ? foreign(request.verdict ?? 'none') : paint.yellow(`scan ${request.scan}`),
    foreign(request.worst ?? ''),
  ]);
  return [
    table(['request', 'for', 'by', 'since', 'waiting', 'verdict', 'worst'], rows),
    ...(next === null ? [] : [paint.dim(`more: --after ${foreign(next, 1_024)}`)]),
  ].join('\n');
}
