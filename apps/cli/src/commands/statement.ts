import {
  DomainError,
  grantException,
  JUSTIFICATIONS,
  listExceptions,
  NOT_AFFECTED,
  withdrawException,
  type Justification,
  type ReplyOf,
} from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { receiptOutcome } from '../receipt';
import { foreign } from '../screen/foreign';
import type { Paint } from '../screen/paint';
import { selectorText } from '../screen/selector-text';
import { addSelectorOptions, selectorFrom, type SelectorOptions } from '../selector-option';
import { stateFrom } from '../state-option';

interface SetOptions extends SelectorOptions {
  because: string;
  owner: string;
  reason: string;
  expires: string;
}

const Report = listExceptions.request.shape.report.unwrap();
type Listed = ReplyOf<typeof listExceptions>['exceptions'][number];

/** Statements are exceptions of a kind of their own: the same acts, told of advisories. */
export function addStatement(program: Command, run: Run): void {
  const statement = program
    .command('statement')
    .summary('state that an advisory does not affect packages: set, withdraw');
  addSet(statement, run);
  statement
    .command('withdraw')
    .summary('end a statement before its date: the advisory counts again')
    .argument('<id>', 'as `sallyport statements` lists it')
    .requiredOption('--reason <text>', 'why; kept')
    .action((exceptionId: string, _: unknown, command: Command) =>
      run<{ reason: string }>(command, async (session, { reason }) => {
        const client = await session.clientFor(withdrawException);
        const receipt = await client.call(withdrawException, { actor: session.actor, exceptionId, reason });
        return receiptOutcome('withdrawn', receipt, exceptionId);
      }),
    );
}

function addSet(statement: Command, run: Run): void {
  const command = statement
    .command('set')
    .summary('the advisory counts for no rule until a date; never a malware report or a ban')
    .argument('<advisory>', 'any id of it, such as CVE-2026-1234')
    .argument('[package]', 'npm:qs@6.11.0, or npm:qs with --range or --all');
  addSelectorOptions(command, { publisher: false })
    .requiredOption('--because <justification>', `one of ${JUSTIFICATIONS.join(', ')}`)
    .requiredOption('--owner <person>', 'who answers for it')
    .requiredOption('--reason <text>', 'how it is known; kept and shown')
    .requiredOption('--expires <date>', 'ISO 8601, such as 2027-01-31')
    .action((advisory: string, word: string | undefined, _: unknown, command: Command) =>
      run<SetOptions>(command, async (session, { because, owner, reason, expires, ...options }) => {
        const client = await session.clientFor(grantException);
        const receipt = await client.call(grantException, {
          actor: session.actor,
          rule: NOT_AFFECTED,
          notAffected: { advisory, justification: justificationFrom(because) },
          selector: selectorFrom(word, options),
          ...{ owner, reason },
          expiresAt: expires,
        });
        return receiptOutcome('stated', receipt, receipt.exceptionId);
      }),
    );
}

export function addStatements(program: Command, run: Run): void {
  program
    .command('statements')
    .summary('which advisories are stated not to affect what, until when, and whether it matters')
    .option('--report <which>', `only ${Report.options.join(', ')}`, 'all')
    .action((_: unknown, command: Command) =>
      run<{ report: string }>(command, async (session, { report }) => {
        const which = stateFrom(Report, report);
        const client = await session.clientFor(listExceptions);
        const reply = await client.call(listExceptions, { report: which, about: 'advisories' });
        return {
          json: reply,
          text: ({ table, paint }) =>
            reply.exceptions.length === 0
              ? which === 'all'
                ? 'There are no statements.'
                : `No statement is ${which}.`
              : table(
                  [
                    'statement',
                    'advisory',
                    'does not affect',
                    'because',
                    'owner',
                    'until',
                    'used',
                    'how it is known',
                  ],
                  reply.exceptions.map((exception) => row(exception, paint)),
                ),
        };
      }),
    );
}

function row(exception: Listed, paint: Paint): string[] {
  const { expired, state, uses, lastUsedAt, notAffected } = exception;
  const ended = state === 'withdrawn' ? 'withdrawn' : expired ? `expired ${exception.expiresAt}` : undefined;
  return [
    foreign(exception.id),
    foreign(notAffected?.advisory ?? 'none'),
    selectorText(exception.selector),
    notAffected?.justification ?? '',
    foreign(exception.owner),
    ended === undefined ? exception.expiresAt : paint.dim(ended),
    uses === 0 ? paint.yellow('never') : `${uses} times, last ${lastUsedAt ?? 'at an unknown time'}`,
    foreign(exception.reason, 300),
  ];
}

function justificationFrom(text: string): Justification {
  const justification = JUSTIFICATIONS.find((each) => each === text);
  if (justification !== undefined) return justification;
  throw new DomainError('invalid-exception', `"${foreign(text, 60)}" is no justification`, {
    hint: `--because takes one of: ${JUSTIFICATIONS.join(', ')}.`,
  });
}
