import { UsageStore } from '../../ports/usage-store';
import { CurrentView } from '../../registry/current-view';
import { CountTally, type UsageCounts } from './count-tally';
import { ProposeMaturity } from './propose-maturity';

/** What the answers that were given say of the agents that asked, and which exceptions they needed. */
export class CountDecisions {
  constructor(
    private readonly usage: UsageStore,
    private readonly current: CurrentView,
    private readonly proposals: ProposeMaturity,
  ) {}

  /** To add answers to, until they are counted. */
  tally(): CountTally {
    return new CountTally((agentId) => this.current.view.agent(agentId) !== undefined);
  }

  /** @param id the same one twice counts once */
  async count(id: string, { behaviours, uses }: UsageCounts): Promise<void> {
    if (behaviours.length === 0 && uses.length === 0) return;
    await this.usage.count(`event:${id}`, behaviours, uses);
    await this.proposals.proposeAmong([...new Set(behaviours.map(({ agentId }) => agentId))]);
  }
}
