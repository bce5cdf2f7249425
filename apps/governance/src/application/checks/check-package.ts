import type { checkPackage, Decision, ParsedRequestOf } from '@sallyport/domain';
import { checkPackage as judge } from '@sallyport/registry-view';
import { DecisionCounters } from '../ports/decision-counters';
import { CurrentView } from '../registry/current-view';
import { DecisionRecorder } from './decision-recorder';

type Check = ParsedRequestOf<typeof checkPackage>;

/** May this agent use this package version? From memory, in one turn: no change can come in between. */
export class CheckPackage {
  constructor(
    private readonly current: CurrentView,
    private readonly recorder: DecisionRecorder,
    private readonly counters: DecisionCounters,
  ) {}

  /** A promise only where a newer revision was asked for than is here. @throws DomainError as the contract lists */
  answer(check: Check): Decision | Promise<Decision> {
    const { minRevision } = check;
    if (minRevision !== undefined && minRevision > this.current.view.revision) {
      return this.current.reach(minRevision).then(() => this.decide(check));
    }
    return this.decide(check);
  }

  private decide(check: Check): Decision {
    this.current.assertCurrent();
    this.recorder.assertRoom();
    const { decision, facts } = judge(this.current.view, check);
    this.recorder.record({
      agentId: facts.agentId,
      maturity: facts.maturity,
      ecosystem: facts.package.ecosystem,
      name: facts.package.name,
      version: facts.package.version,
      effect: decision.effect,
      reasonCode: decision.reasonCode,
      revision: decision.revision,
    });
    this.counters.count(decision.allowed, [decision.reasonCode]);
    return decision;
  }
}
