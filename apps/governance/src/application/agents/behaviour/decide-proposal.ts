import {
  assertMayAdminister,
  DomainError,
  parseMaturity,
  type decideProposal,
  type MaturityProposal,
  type ParsedRequestOf,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../../ports/clock';
import { RegistryStore, type ChangePart, type Present } from '../../ports/registry-store';
import { RegistryWriter } from '../../registry/registry-writer';

type Verdict = ParsedRequestOf<typeof decideProposal>;

/** A person's yes changes the maturity in the same act; a no changes nothing but the proposal. */
export class DecideProposal {
  constructor(
    private readonly store: RegistryStore,
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async decide(verdict: Verdict): Promise<WriteReceipt> {
    const { actor, proposalId, accept } = verdict;
    assertMayAdminister('decide-proposal', actor);
    const known = await this.store.record('proposal', proposalId);
    if (known === undefined) throw proposalNotFound(proposalId);
    const at = this.clock.now().toISOString();
    return this.writer.write({
      ...(accept ? { agents: [known.value.agentId] } : {}),
      records: [{ kind: 'proposal', key: proposalId }],
      at,
      decide: (present) => {
        const proposal = present.recordOf('proposal', proposalId);
        if (proposal === undefined) throw proposalNotFound(proposalId);
        if (proposal.state !== 'open') throw refused(proposal, `is ${proposal.state} already`);
        const decided: ChangePart = {
          kind: 'proposal',
          key: proposalId,
          action: accept ? 'accept' : 'decline',
          value: { ...proposal, state: accept ? 'accepted' : 'declined' },
          actor,
          at,
          ...(verdict.reason === undefined ? {} : { note: verdict.reason }),
        };
        return accept ? [decided, changeBy(proposal, present, verdict, at)] : [decided];
      },
    });
  }
}

function changeBy(proposal: MaturityProposal, present: Present, verdict: Verdict, at: string): ChangePart {
  const { agentId } = proposal;
  const previous = present.maturityOf(agentId) ?? null;
  if (previous !== proposal.from)
    throw refused(
      proposal,
      `was made for ${proposal.from}, and the agent is ${previous ?? 'not registered'} now`,
    );
  if (present.isSuspended(agentId)) throw refused(proposal, 'is of an agent that is suspended now');
  return {
    kind: 'agent',
    action: 'change',
    agentId,
    maturity: parseMaturity(proposal.to),
    previous,
    actor: verdict.actor,
    at,
    note: verdict.reason ?? proposal.why,
  };
}

function refused({ id, agentId }: MaturityProposal, why: string): DomainError {
  return new DomainError('transition-refused', `Proposal ${id} for agent ${agentId} ${why}`, {
    hint: 'Decline it, or change the agent with governance.agent.change.',
  });
}

function proposalNotFound(id: string): DomainError {
  return new DomainError('proposal-not-found', `There is no proposal ${id}`);
}
