import { listExceptions, type ReplyOf } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { foreign } from '../screen/foreign';
import type { Paint } from '../screen/paint';
import { selectorText } from '../screen/selector-text';
import { stateFrom } from '../state-option';

const Report = listExceptions.request.shape.report.unwrap();
type Listed = ReplyOf<typeof listExceptions>['exceptions'][number];

export function addExceptions(program: Command, run: Run): void {
  program
    .command('exceptions')
    .summary('who may pass which rule, until when, and whether it is used')
    .option('--report <which>', `only ${Report.options.join(', ')}`, 'all')
    .action((_: unknown, command: Command) =>
      run<{ report: string }>(command, async (session, { report }) => {
        const which = stateFrom(Report, report);
        const client = await session.clientFor(listExceptions);
        const reply = await client.call(listExceptions, { report: which, about: 'rules' });
        return {
          json: reply,
          text: ({ table, paint }) =>
            reply.exceptions.length === 0
              ? which === 'all'
                ? 'There are no exceptions.'
                : `No exception is ${which}.`
              : table(
                  ['exception', 'rule', 'for', 'agent', 'owner', 'until', 'used', 'why'],
                  reply.exceptions.map((exception) => row(exception, paint)),
                ),
        };
      }),
    );
}

function row(exception: Listed, paint: Paint): string[] {
  const { expired, state, uses, lastUsedAt } = exception;
  const ended = state === 'withdrawn' || expired;
  return [
    foreign(exception.id),
    exception.rule,
    selectorText(exception.selector),
    foreign(exception.agentId ?? 'every'),
    foreign(exception.owner),
    ended
      ? paint.dim(state === 'withdrawn' ? 'withdrawn' : `expired ${exception.expiresAt}`)
      : exception.expiresAt,
    uses === 0 ? paint.yellow('never') : `${uses} times, last ${lastUsedAt ?? 'at an unknown time'}`,
    foreign(exception.reason, 300),
  ];
}
