import type { decisionsRecorded, EventData } from '@sallyport/domain';
import type { Behaviour, BehaviourCount, ExceptionUse } from '../../ports/usage-store';
import { UsageStore } from '../../ports/usage-store';
import { CurrentView } from '../../registry/current-view';
import { ProposeMaturity } from './propose-maturity';

export interface RecordedDecisions {
  /** Of the event: the same one twice counts once. */
  id: string;
  batch: EventData<typeof decisionsRecorded>;
}
type Recorded = RecordedDecisions['batch']['decisions'][number];

/** What the answers that were given say of the agents that asked, and which exceptions they needed. */
export class CountDecisions {
  constructor(
    private readonly usage: UsageStore,
    private readonly current: CurrentView,
    private readonly proposals: ProposeMaturity,
  ) {}

  async count(events: readonly RecordedDecisions[]): Promise<void> {
    const agents = new Set<string>();
    for (const { id, batch } of events) {
      // Nobody changes the maturity of an agent that is not registered, and anybody can make up names of agents.
      const behaviours = batch.decisions
        .flatMap(behaviourOf)
        .filter(({ agentId }) => this.current.view.agent(agentId) !== undefined);
      const uses = batch.decisions.flatMap(usesOf);
      for (const { agentId } of behaviours) agents.add(agentId);
      if (behaviours.length > 0 || uses.length > 0)
        await this.usage.count(`event:${id}`, summed(behaviours), uses);
    }
    for (const agentId of agents) await this.proposals.propose(agentId);
  }
}

/** A closure is one check, however many of its packages are banned. */
function behaviourOf(decision: Recorded): BehaviourCount[] {
  const behaviour = seenIn(decision);
  return behaviour === undefined ? [] : [{ agentId: decision.agentId, behaviour, count: 1, at: decision.at }];
}

function seenIn(decision: Recorded): Behaviour | undefined {
  if ('packages' in decision) {
    if (decision.allowed) return 'clean-check';
    return decision.refused.some(({ reasonCode }) => reasonCode === 'banned') ? 'ban-hit' : undefined;
  }
  if (decision.effect === 'allow') return 'clean-check';
  return decision.reasonCode === 'banned' ? 'ban-hit' : undefined;
}

function usesOf({ exceptions = [], at }: Recorded): ExceptionUse[] {
  return exceptions.map((exceptionId) => ({ exceptionId, uses: 1, at }));
}

/** By the minute that they are kept by: a batch has hundreds of checks of few agents. */
function summed(counts: readonly BehaviourCount[]): BehaviourCount[] {
  const sums = new Map<string, Map<string, BehaviourCount>>();
  for (const { agentId, behaviour, count, at } of counts) {
    let ofAgent = sums.get(agentId);
    if (ofAgent === undefined) sums.set(agentId, (ofAgent = new Map()));
    // Both parts are of our own alphabets, so no two of them read the same joined.
    const key = `${behaviour} ${at.slice(0, 'YYYY-MM-DDTHH:MM'.length)}`;
    const sum = ofAgent.get(key);
    if (sum === undefined) ofAgent.set(key, { agentId, behaviour, count, at });
    else sum.count += count;
  }
  return [...sums.values()].flatMap((ofAgent) => [...ofAgent.values()]);
}
