import { listBans, StandingBan } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { foreign } from '../screen/foreign';
import { selectorText } from '../screen/selector-text';
import { stateFrom } from '../state-option';

const State = StandingBan.shape.state;

export function addBans(program: Command, run: Run): void {
  program
    .command('bans')
    .summary('bans of more than one version, newest first')
    .option('--state <state>', `only ${State.options.join(', ')}`)
    .action((_: unknown, command: Command) =>
      run<{ state?: string }>(command, async (session, { state }) => {
        const client = await session.clientFor(listBans);
        const reply = await client.call(listBans, { state: stateFrom(State, state) });
        return {
          json: reply,
          text: ({ table, paint }) =>
            reply.bans.length === 0
              ? 'No ban names more than one version. `sallyport list --status banned` shows the others.'
              : table(
                  ['ban', 'of', 'state', 'by', 'at', 'why'],
                  reply.bans.map((ban) => [
                    foreign(ban.id),
                    selectorText(ban.selector),
                    ban.state === 'live' ? paint.red('live') : paint.dim(ban.state),
                    foreign(ban.by),
                    ban.at,
                    foreign(ban.reason, 500),
                  ]),
                ),
        };
      }),
    );
}
