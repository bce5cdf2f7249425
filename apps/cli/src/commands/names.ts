import { clearName, listNames, NameMemory, parseEcosystem } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { receiptOutcome } from '../receipt';
import { foreign } from '../screen/foreign';
import type { Paint } from '../screen/paint';
import { nameFrom } from '../selector-option';
import { stateFrom } from '../state-option';
import { addNamesAccused } from './names-accused';
import { addNamesCheck } from './names-check';

const State = NameMemory.shape.state;
const TONE: Readonly<Record<NameMemory['state'], keyof Paint>> = {
  absent: 'dim',
  appeared: 'red',
  cleared: 'green',
};

export function addNames(program: Command, run: Run): void {
  const names = program
    .command('names')
    .summary(
      'names that agents asked for while they did not exist: list, clear; names that imitate: check, accused',
    );
  addNamesCheck(names, run);
  addNamesAccused(names, run);
  names
    .command('list', { isDefault: true })
    .summary('what was asked for, and what appeared since')
    .option('--state <state>', `only ${State.options.join(', ')}`)
    .action((_: unknown, command: Command) =>
      run<{ state?: string }>(command, async (session, { state }) => {
        const client = await session.clientFor(listNames);
        const reply = await client.call(listNames, { state: stateFrom(State, state) });
        return {
          json: reply,
          text: ({ table, paint }) =>
            reply.names.length === 0
              ? 'No agent has asked for a name that did not exist.'
              : table(
                  ['name', 'state', 'asked for', 'first', 'appeared', 'by'],
                  reply.names.map((entry) => [
                    foreign(`${entry.ecosystem}:${entry.name}`),
                    paint[TONE[entry.state]](entry.state),
                    `${entry.times} times`,
                    entry.firstAskedAt,
                    entry.appearedAt ?? '',
                    foreign(entry.askedBy.join(', '), 300),
                  ]),
                ),
        };
      }),
    );
  names
    .command('clear')
    .summary('a person has looked: the name that appeared is no trap')
    .argument('<name>', 'npm:NAME or pypi:NAME')
    .option('--ecosystem <name>', 'pypi or npm, for a name without a prefix')
    .requiredOption('--reason <text>', 'what was looked at; kept')
    .action((word: string, _: unknown, command: Command) =>
      run<{ ecosystem?: string; reason: string }>(command, async (session, { ecosystem, reason }) => {
        const named = nameFrom(word, ecosystem === undefined ? undefined : parseEcosystem(ecosystem));
        const client = await session.clientFor(clearName);
        return receiptOutcome(
          'cleared',
          await client.call(clearName, { actor: session.actor, ...named, reason }),
        );
      }),
    );
}
