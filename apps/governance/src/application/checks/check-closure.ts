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
    if (check.packages.length === 0)
      throw new DomainError('empty-request', 'The closure to be checked has no packages');
    if (check.lockDigest !== undefined) parseDigest(check.lockDigest);
    this.recorder.assertRoom();
    const { view } = this.current;
    const now = this.current.now();
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
    const trail = trailOf(packages);
    this.recorder.record(
      {
        agentId,
        maturity,
        ecosystem: parseEcosystem(check.ecosystem),
        packages: trail.names,
        digests: trail.digests,
        skillId: check.skillId,
        exceptions: trail.exceptions,
        breakGlass: trail.breakGlass,
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

/** What the trail keeps of every package, in one go: a closure may have thousands. */
function trailOf(packages: ClosureJudgement['packages']) {
  const names: string[] = [];
  const digests: string[] = [];
  const exceptions = new Set<string>();
  let [hasDigests, breakGlass] = [false, false];
  for (const { decision, id, digest } of packages) {
    names.push(`${id.name}@${id.version}`);
    digests.push(digest ?? '');
    if (digest !== undefined) hasDigests = true;
    if (decision.breakGlass) breakGlass = true;
    for (const exception of decision.exceptions ?? []) exceptions.add(exception);
  }
  return {
    names,
    digests: hasDigests ? digests : undefined,
    exceptions: exceptions.size > 0 ? [...exceptions] : undefined,
    breakGlass: breakGlass ? (true as const) : undefined,
  };
}

/** The strongest of all: deny beats undecided beats allow. */
function effectOf({ allowed, refused }: ClosureJudgement): Effect {
  if (refused.some(({ decision }) => decision.effect === 'deny')) return 'deny';
  return allowed ? 'allow' : 'undecided';
}

/** Each version and file once, by name, version and digest in the order of their UTF-16 units. */
function distinctPackages({ packages }: ClosureJudgement): SignedDecision['packages'] {
  return [...new Set(packages)]
    .map(({ id, digest }) =>
      digest === undefined
        ? { name: id.name, version: id.version }
        : { name: id.name, version: id.version, digest },
    )
    .sort((a, b) => inOrder(a.name, b.name) || inOrder(a.version, b.version) || inOrder(a.digest, b.digest));
}

function inOrder(a: string | undefined = '', b: string | undefined = ''): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
