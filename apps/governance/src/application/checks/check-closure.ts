import {
  DomainError,
  parseEcosystem,
  type checkClosure,
  type ParsedRequestOf,
  type ReplyOf,
} from '@sallyport/domain';
import { checkClosure as judge } from '@sallyport/registry-view';
import { DecisionCounters } from '../ports/decision-counters';
import { CurrentView } from '../registry/current-view';
import { DecisionRecorder } from './decision-recorder';

type Check = ParsedRequestOf<typeof checkClosure>;
type Reply = ReplyOf<typeof checkClosure>;

/** May this agent use every package of this closure? All of it at one revision, recorded as one decision. */
export class CheckClosure {
  constructor(
    private readonly current: CurrentView,
    private readonly recorder: DecisionRecorder,
    private readonly counters: DecisionCounters,
  ) {}

  /** @throws DomainError as the contract lists */
  answer(check: Check): Reply | Promise<Reply> {
    const { minRevision } = check;
    if (minRevision !== undefined && minRevision > this.current.view.revision) {
      return this.current.reach(minRevision).then(() => this.decide(check));
    }
    return this.decide(check);
  }

  private decide(check: Check): Reply {
    if (check.packages.length === 0)
      throw new DomainError('empty-request', 'The closure to be checked has no packages');
    this.current.assertCurrent();
    this.recorder.assertRoom();
    const { view } = this.current;
    const judged = judge(view, check);
    const refused = judged.packages
      .filter(({ decision }) => !decision.allowed)
      .map(({ facts, decision }) => ({ name: facts.package.name, version: facts.package.version, decision }));
    this.recorder.record({
      agentId: judged.agentId,
      maturity: judged.maturity,
      ecosystem: parseEcosystem(check.ecosystem),
      packages: judged.packages.map(({ facts }) => `${facts.package.name}@${facts.package.version}`),
      allowed: judged.allowed,
      refused: refused.map(({ name, version, decision }) => ({
        name,
        version,
        reasonCode: decision.reasonCode,
      })),
      revision: view.revision,
    });
    this.counters.count(
      judged.allowed,
      refused.map(({ decision }) => decision.reasonCode),
    );
    return { allowed: judged.allowed, checked: judged.packages.length, revision: view.revision, refused };
  }
}
