import { decideProposal, DomainError, listProposals, MaturityProposal } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { receiptOutcome } from '../receipt';
import { foreign } from '../screen/foreign';
import { stateFrom } from '../state-option';

const State = MaturityProposal.shape.state;

/** What agents' behaviour suggests, and a person's answer to it. */
export function addProposals(agents: Command, run: Run): void {
  agents
    .command('proposals')
    .summary("changes of maturity that agents' behaviour suggests")
    .option('--state <state>', `only ${State.options.join(', ')}`)
    .action((_: unknown, command: Command) =>
      run<{ state?: string }>(command, async (session, { state }) => {
        const client = await session.clientFor(listProposals);
        const reply = await client.call(listProposals, { state: stateFrom(State, state) });
        return {
          json: reply,
          text: ({ table, paint }) =>
            reply.proposals.length === 0
              ? 'No change of maturity is proposed.'
              : table(
                  ['proposal', 'agent', 'from', 'to', 'state', 'why'],
                  reply.proposals.map((proposal) => [
                    foreign(proposal.id),
                    foreign(proposal.agentId),
                    foreign(proposal.from),
                    foreign(proposal.to),
                    proposal.state === 'open' ? paint.yellow('open') : paint.dim(proposal.state),
                    foreign(proposal.why, 500),
                  ]),
                ),
        };
      }),
    );
  agents
    .command('decide')
    .summary('accept or decline a proposed change of maturity')
    .argument('<proposal>', 'as `sallyport agents proposals` lists it')
    .option('--accept', 'the maturity changes')
    .option('--decline', 'it stays')
    .option('--reason <text>', 'why; kept')
    .action((proposalId: string, _: unknown, command: Command) =>
      run<{ accept?: boolean; decline?: boolean; reason?: string }>(command, async (session, options) => {
        const { accept = false, decline = false, reason } = options;
        if (accept === decline)
          throw new DomainError('invalid-request', 'Exactly one of --accept and --decline is needed');
        const client = await session.clientFor(decideProposal);
        const receipt = await client.call(decideProposal, {
          actor: session.actor,
          proposalId,
          accept,
          ...(reason === undefined ? {} : { reason }),
        });
        return receiptOutcome(accept ? 'accepted' : 'declined', receipt);
      }),
    );
}
