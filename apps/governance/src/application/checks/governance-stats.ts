import type { governanceStats, ReplyOf } from '@sallyport/domain';
import { CurrentView } from '../registry/current-view';
import { DecisionRecorder } from './decision-recorder';

/** Figures of this replica since it started; packages and agents are the whole registry's. */
export class GovernanceStats {
  constructor(
    private readonly current: CurrentView,
    private readonly recorder: DecisionRecorder,
  ) {}

  read(): ReplyOf<typeof governanceStats> {
    const { view } = this.current;
    return {
      revision: view.revision,
      packages: view.countsByStatus(),
      agents: view.agents,
      checks: this.recorder.figures(),
      auditBacklog: this.recorder.backlog,
    };
  }
}
