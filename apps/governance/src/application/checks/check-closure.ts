import { DecisionRecorder } from '@sallyport/decision-log';
import {
  DomainError,
  parseDigest,
  parseEcosystem,
  type checkClosure,
  type Effect,
  type ParsedRequestOf,
  type ReplyOf,
  type SignedDecision,
} from '@sallyport/domain';
import { checkClosure as judge, type ClosureJudgement } from '@sallyport/registry-view';
import { Clock } from '../ports/clock';
import { DecisionCounters } from '../ports/decision-counters';
import { DecisionSigner } from '../ports/decision-signer';
import { CurrentView } from '../registry/current-view';

type Check = ParsedRequestOf<typeof checkClosure>;
type Reply = ReplyOf<typeof checkClosure>;

/** May this agent use every package of this closure? All of it at one revision, recorded as one decision. */
export class CheckClosure {
  constructor(
    private readonly current: CurrentView,
    private readonly recorder: DecisionRecorder,
    private readonly counters: DecisionCounters,
    private readonly clock: Clock,
    private readonly signer: DecisionSigner,
  ) {}

  /**
   * A promise only where a newer revision was asked for than is here, or a signature.
   * @throws DomainError as the contract lists
   */
  answer(check: Check): Reply | Promise<Reply> {
    const { minRevision } = check;
    if (minRevision !== undefined && minRevision > this.current.view.revision) {
      return this.current.reach(minRevision).then(() => this.decide(check));
    }
    return this.decide(check);
  }

  private decide(check: Check): Reply | Promise<Reply> {
    if (check.packages.length === 0)
      throw new DomainError('empty-request', 'The closure to be checked has no packages');
    if (check.lockDigest !== undefined) parseDigest(check.lockDigest);
    this.current.assertCurrent();
    this.recorder.assertRoom();
    const { view } = this.current;
    const now = this.clock.now().getTime();
    const judged = judge(view, check, { now });
    this.record(judged, check, now);
    const reply: Reply = {
      allowed: judged.allowed,
      checked: judged.packages.length,
      revision: view.revision,
      policyVersion: judged.policyVersion,
      refused: judged.refused.map(({ id: { name, version }, decision, path, alternative }) => ({
        name,
        version,
        decision,
        path: [...path],
        alternative,
      })),
      without: [...judged.without],
    };
    return check.sign === true ? this.signed(reply, judged, check, now) : reply;
  }

  private record(judged: ClosureJudgement, check: Check, now: number): void {
    const { agentId, maturity, allowed, packages } = judged;
    const exceptions = new Set(packages.flatMap(({ decision }) => decision.exceptions ?? []));
    const hasDigests = packages.some(({ facts }) => facts.digest !== undefined);
    this.recorder.record(
      {
        agentId,
        maturity,
        ecosystem: parseEcosystem(check.ecosystem),
        packages: packages.map(({ facts }) => `${facts.package.name}@${facts.package.version}`),
        digests: hasDigests ? packages.map(({ facts }) => facts.digest ?? '') : undefined,
        skillId: check.skillId,
        exceptions: exceptions.size > 0 ? [...exceptions] : undefined,
        breakGlass: packages.some(({ decision }) => decision.breakGlass) || undefined,
        policyVersion: judged.policyVersion,
        allowed,
        refused: judged.refused.map(({ id: { name, version }, decision }) => ({
          name,
          version,
          reasonCode: decision.reasonCode,
        })),
        revision: this.current.view.revision,
      },
      now,
    );
    this.counters.count({
      agentId,
      allowed,
      packages: judged.refused.map(({ id, decision }) => ({
        id,
        allowed: false,
        reasonCode: decision.reasonCode,
      })),
    });
  }

  /** What cannot be signed is not answered: whoever asked for a signature must not go on without one. */
  private async signed(reply: Reply, judged: ClosureJudgement, check: Check, now: number): Promise<Reply> {
    const { skillId, lockDigest } = check;
    const signed = await this.signer.sign({
      iss: 'sallyport-governance',
      agentId: judged.agentId,
      ...(skillId === undefined ? {} : { skillId }),
      ecosystem: parseEcosystem(check.ecosystem),
      effect: effectOf(judged),
      allowed: judged.allowed,
      packages: distinctPackages(judged),
      ...(lockDigest === undefined ? {} : { lockDigest }),
      without: reply.without,
      revision: reply.revision,
      policyVersion: reply.policyVersion,
      decidedAt: new Date(now).toISOString(),
    });
    return { ...reply, signed };
  }
}

/** The strongest of all: deny beats undecided beats allow. */
function effectOf({ allowed, refused }: ClosureJudgement): Effect {
  if (refused.some(({ decision }) => decision.effect === 'deny')) return 'deny';
  return allowed ? 'allow' : 'undecided';
}

/** Each version and file once, by name, version and digest in the order of their UTF-16 units. */
function distinctPackages({ packages }: ClosureJudgement): SignedDecision['packages'] {
  return [...new Set(packages)]
    .map(({ facts: { package: id, digest } }) =>
      digest === undefined
        ? { name: id.name, version: id.version }
        : { name: id.name, version: id.version, digest },
    )
    .sort((a, b) => inOrder(a.name, b.name) || inOrder(a.version, b.version) || inOrder(a.digest, b.digest));
}

function inOrder(a: string | undefined = '', b: string | undefined = ''): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
