import { listApprovals, StandingApproval } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { foreign } from '../screen/foreign';
import { grantText } from '../screen/grant-text';
import type { Paint } from '../screen/paint';
import { selectorText } from '../screen/selector-text';
import { stateFrom } from '../state-option';

const State = StandingApproval.shape.state;
const TONE: Readonly<Record<StandingApproval['state'], keyof Paint>> = {
  proposed: 'yellow',
  live: 'green',
  revoked: 'dim',
  expired: 'dim',
};

export function addApprovals(program: Command, run: Run): void {
  program
    .command('approvals')
    .summary('approvals of more than one version, newest first')
    .option('--state <state>', `only ${State.options.join(', ')}`)
    .action((_: unknown, command: Command) =>
      run<{ state?: string }>(command, async (session, { state }) => {
        const client = await session.clientFor(listApprovals);
        const reply = await client.call(listApprovals, { state: stateFrom(State, state) });
        return {
          json: reply,
          text: ({ table, paint }) =>
            reply.approvals.length === 0
              ? 'No approval names more than one version. `sallyport list --status active` shows the others.'
              : table(
                  ['approval', 'of', 'for', 'state', 'terms'],
                  reply.approvals.map((approval) => [
                    foreign(approval.id),
                    selectorText(approval.selector),
                    `${approval.minMaturity}+`,
                    paint[TONE[approval.state]](approval.state),
                    grantText(approval.grant, paint),
                  ]),
                ),
        };
      }),
    );
}
