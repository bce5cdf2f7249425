import { DecisionRecorder } from '@sallyport/decision-log';
import type { governanceStats, ReplyOf } from '@sallyport/domain';
import type { AheadOfChecks } from '@sallyport/registry-view';
import { DecisionCounters } from '../ports/decision-counters';
import { CurrentView } from '../registry/current-view';

/**
 * Packages and agents of the whole registry; checks of all replicas where they can be had; the busiest, the backlog
 * and the cache are this replica's.
 */
export class GovernanceStats {
  constructor(
    private readonly current: CurrentView,
    private readonly recorder: DecisionRecorder,
    private readonly counters: DecisionCounters,
    private readonly ahead: AheadOfChecks,
  ) {}

  async read(): Promise<ReplyOf<typeof governanceStats>> {
    const checks = await this.counters.totals();
    const { view } = this.current;
    return {
      revision: view.revision,
      packages: view.countsByStatus(),
      agents: view.agents,
      checks,
      auditBacklog: this.recorder.backlog,
      view: {
        records: view.recordCounts(),
        policyVersion: view.policy.version,
        cacheHits: view.memory.hits,
        cacheMisses: view.memory.misses,
        decidedAhead: this.ahead.versions,
      },
    };
  }
}
