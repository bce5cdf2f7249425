import { DecisionRecorder } from '@sallyport/decision-log';
import type { checkPackage, ParsedRequestOf, ReplyOf } from '@sallyport/domain';
import { alternativeFor, checkPackage as judge, type PackageJudgement } from '@sallyport/registry-view';
import { DecisionCounters } from '../ports/decision-counters';
import { DecisionSigner } from '../ports/decision-signer';
import { CurrentView } from '../registry/current-view';

type Check = ParsedRequestOf<typeof checkPackage>;
type Reply = ReplyOf<typeof checkPackage>;

/** May this agent use this package version? From memory, in one turn: no change can come in between. */
export class CheckPackage {
  constructor(
    private readonly current: CurrentView,
    private readonly recorder: DecisionRecorder,
    private readonly counters: DecisionCounters,
    private readonly signer: DecisionSigner,
  ) {}

  /**
   * In this turn, and a promise only where there is something to wait for: a newer revision was asked for than is here,
   * this replica's lease is over, or a signature is wanted.
   * @throws DomainError as the contract lists
   */
  answer(check: Check): Reply | Promise<Reply> {
    const { minRevision } = check;
    if (minRevision !== undefined && minRevision > this.current.view.revision) {
      return this.current.reach(minRevision).then(() => this.decideWhenCurrent(check));
    }
    return this.decideWhenCurrent(check);
  }

  private decideWhenCurrent(check: Check): Reply | Promise<Reply> {
    return this.current.isCurrent()
      ? this.decide(check)
      : this.current.confirmed().then(() => this.decide(check));
  }

  private decide(check: Check): Reply | Promise<Reply> {
    this.recorder.assertRoom();
    const { view } = this.current;
    const now = this.current.now();
    const judged = judge(view, check, { now });
    const { decision } = judged;
    this.record(judged, check, now);
    const alternative = decision.allowed ? null : alternativeFor(view, judged, { now });
    const reply = alternative === null ? decision : { ...decision, alternative };
    return check.sign === true ? this.signed(reply, judged, check, now) : reply;
  }

  private record(judged: PackageJudgement, { skillId }: Check, now: number): void {
    const { decision, agentId, maturity, id, digest } = judged;
    const { ecosystem, name, version } = id;
    this.recorder.record(
      {
        agentId,
        maturity,
        ecosystem,
        name,
        version,
        effect: decision.effect,
        reasonCode: decision.reasonCode,
        digest,
        skillId,
        exceptions: decision.exceptions,
        breakGlass: decision.breakGlass,
        policyVersion: decision.policyVersion,
        revision: decision.revision,
      },
      now,
    );
    const { allowed, reasonCode } = decision;
    this.counters.count({ agentId, allowed, packages: [{ id, allowed, reasonCode }] });
  }

  /** What cannot be signed is not answered: whoever asked for a signature must not go on without one. */
  private async signed(reply: Reply, judged: PackageJudgement, check: Check, now: number): Promise<Reply> {
    const { decision, agentId, digest } = judged;
    const { ecosystem, name, version } = judged.id;
    const signed = await this.signer.sign({
      iss: 'sallyport-governance',
      agentId,
      ...(check.skillId === undefined ? {} : { skillId: check.skillId }),
      ecosystem,
      effect: decision.effect,
      allowed: decision.allowed,
      packages: [digest === undefined ? { name, version } : { name, version, digest }],
      without: decision.without ?? [],
      revision: decision.revision,
      policyVersion: decision.policyVersion,
      decidedAt: new Date(now).toISOString(),
    });
    return { ...reply, signed };
  }
}
