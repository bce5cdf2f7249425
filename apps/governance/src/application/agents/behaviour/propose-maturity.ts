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
import { UsageStore, type BehaviourTotals } from '../../ports/usage-store';
import { CurrentView } from '../../registry/current-view';
import { RegistryWriter } from '../../registry/registry-writer';

const GOVERNANCE: Actor = { kind: 'service', id: 'governance' };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Agents in one question to the store. */
const AT_ONCE = 1_000;

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

  /** As for each of them, in a few questions for all: what most agents do suggests nothing. */
  async proposeAmong(agentIds: readonly string[]): Promise<void> {
    const policy = this.current.view.policy.policy?.behaviour;
    if (policy === undefined) return;
    const registered = agentIds.filter((id) => this.current.view.agent(id) !== undefined);
    for (let at = 0; at < registered.length; at += AT_ONCE) {
      const agents = await this.store.agentsNamed(registered.slice(at, at + AT_ONCE));
      const asked = agents.map((agent) => ({ agentId: agent.id, since: this.since(agent, policy, []) }));
      const counts = await this.usage.behavioursSince(asked);
      for (const [n, agent] of agents.entries())
        if (suggested(agent, counts[n], policy) !== undefined) await this.propose(agent.id);
    }
  }

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
    const suggestion = await this.suggestion(agent, policy, earlier);
    if (suggestion !== undefined)
      await this.writer.write(proposing(agent, suggestion, earlier, this.clock.now().toISOString()));
  }

  private async suggestion(
    agent: Agent,
    policy: BehaviourPolicy,
    earlier: readonly StoredRecord<'proposal'>[],
  ): Promise<MaturitySuggestion | undefined> {
    const counts = await this.usage.behaviourSince(agent.id, this.since(agent, policy, earlier));
    return suggested(agent, counts, policy);
  }

  /** From when on what the agent did is not settled yet; ISO 8601. */
  private since(agent: Agent, policy: BehaviourPolicy, earlier: readonly StoredRecord<'proposal'>[]): string {
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
    return new Date(from).toISOString();
  }
}

function suggested(
  { maturity, suspended }: Agent,
  counts: BehaviourTotals | undefined,
  policy: BehaviourPolicy,
): MaturitySuggestion | undefined {
  return counts && suggestMaturity({ maturity, suspended: suspended === true }, counts, policy);
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
