import { createHash } from 'node:crypto';
import {
  suggestMaturity,
  type Actor,
  type Agent,
  type BehaviourPolicy,
  type MaturityProposal,
  type MaturitySuggestion,
} from '@sallyport/domain';
import { Clock } from '../../ports/clock';
import {
  RegistryStore,
  type ChangePart,
  type RegistryAct,
  type StoredRecord,
} from '../../ports/registry-store';
import { UsageStore } from '../../ports/usage-store';
import { CurrentView } from '../../registry/current-view';
import { RegistryWriter } from '../../registry/registry-writer';

const GOVERNANCE: Actor = { kind: 'service', id: 'governance' };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * After something was counted: does what an agent did suggest another maturity? Then that is proposed, once, and a
 * person decides. What was done before the last change of the agent, or the last decision on a proposal, is settled.
 */
export class ProposeMaturity {
  constructor(
    private readonly store: RegistryStore,
    private readonly usage: UsageStore,
    private readonly current: CurrentView,
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  /** Agents that nobody registered are passed over. */
  async propose(agentId: string): Promise<void> {
    const policy = this.current.view.policy.policy?.behaviour;
    if (policy === undefined || this.current.view.agent(agentId) === undefined) return;
    const agent = await this.store.agent(agentId);
    if (agent === undefined) return;
    // Most of what is counted suggests nothing: only then are earlier proposals looked at.
    if ((await this.suggestion(agent, policy, [])) === undefined) return;
    const { records } = await this.store.records('proposal');
    const earlier = records.filter(({ value }) => value.agentId === agentId);
    if (earlier.some(({ value }) => value.state === 'open' && value.from === agent.maturity)) return;
    const suggested = await this.suggestion(agent, policy, earlier);
    if (suggested !== undefined)
      await this.writer.write(proposing(agent, suggested, earlier, this.clock.now().toISOString()));
  }

  private async suggestion(
    agent: Agent,
    policy: BehaviourPolicy,
    earlier: readonly StoredRecord<'proposal'>[],
  ): Promise<MaturitySuggestion | undefined> {
    const settled = [
      ...(agent.changedAt === agent.registeredAt ? [] : [agent.changedAt]),
      ...earlier.filter(({ value }) => value.state !== 'open').map(({ at }) => at),
    ];
    const from = Math.max(
      0,
      this.clock.now().getTime() - policy.withinHours * HOUR_MS,
      // Counts are kept by the minute; those of the minute that settled it belong to what is settled.
      ...settled.map((at) => (Math.floor(Date.parse(at) / MINUTE_MS) + 1) * MINUTE_MS),
    );
    const counts = await this.usage.behaviourSince(agent.id, new Date(from).toISOString());
    return suggestMaturity({ maturity: agent.maturity, suspended: agent.suspended === true }, counts, policy);
  }
}

/** Replicas that see the same at once use the same key, so only one of them makes the proposal. */
function proposing(
  agent: Agent,
  { to, why }: MaturitySuggestion,
  earlier: readonly StoredRecord<'proposal'>[],
  at: string,
): RegistryAct {
  const id = proposalId(agent.id, earlier.length);
  const stale = earlier.filter(({ value }) => value.state === 'open');
  const proposal: MaturityProposal = { id, agentId: agent.id, from: agent.maturity, to, why, state: 'open' };
  return {
    agents: [agent.id],
    records: [id, ...stale.map(({ key }) => key)].map((key) => ({ kind: 'proposal', key })),
    at,
    decide: (present) => {
      if (present.recordOf('proposal', id) !== undefined) return [];
      if (present.maturityOf(agent.id) !== agent.maturity || present.isSuspended(agent.id)) return [];
      const outdated = stale.flatMap(({ key }): ChangePart[] => {
        const value = present.recordOf('proposal', key);
        if (value?.state !== 'open') return [];
        const note = `The agent is ${agent.maturity} now, and no longer ${value.from}.`;
        return [part('outdate', { ...value, state: 'declined' }, at, note)];
      });
      return [...outdated, part('propose', proposal, at)];
    },
  };
}

function part(action: string, value: MaturityProposal, at: string, note?: string): ChangePart {
  const why = note === undefined ? {} : { note };
  return { kind: 'proposal', key: value.id, action, value, actor: GOVERNANCE, at, ...why };
}

function proposalId(agentId: string, number: number): string {
  return createHash('sha256')
    .update(JSON.stringify([agentId, number]))
    .digest('hex')
    .slice(0, 24);
}
