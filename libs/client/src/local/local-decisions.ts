import { randomBytes } from 'node:crypto';
import {
  checkClosure,
  checkPackage,
  DomainError,
  followerName,
  parseAgentId,
  parseDigest,
  recordDecisions,
  replicaNotices,
  type Ecosystem,
  type Endpoint,
  type ParsedRequestOf,
  type RequestOf,
} from '@sallyport/domain';
import { DecisionRecorder, type Answered, type RecorderLog } from '@sallyport/decision-log';
import { logger } from '@sallyport/messaging';
import {
  AheadOfChecks,
  checkClosure as judgeClosure,
  checkPackage as judgePackage,
} from '@sallyport/registry-view';
import type { ClientBus } from '../client-bus';
import { consistentClosure, consistentDecision } from '../consistent';
import { failClosed } from '../fail-closed';
import {
  closureRequest,
  packageRequest,
  type CheckedPackage,
  type CheckOptions,
  type ClosureOptions,
  type ClosurePackage,
} from '../requests';
import {
  closureRecord,
  closureReply,
  packageRecord,
  packageReply,
  type ClosureReply,
  type PackageReply,
} from './answers';
import { systemClock, type LocalClock } from './local-clock';
import { newSession, RegistryFollower } from './registry-follower';

export interface LocalOptions {
  /** The agent that checks are for, where a call names none. */
  agentId?: string | undefined;
  /** How this process is called in the trail: ASCII letters, digits, ".", "_" and "-"; made up where left out. */
  followerId?: string;
  /**
   * Whether answers are found before anybody asks, while nobody does: some ten microseconds of processor time for each
   * version that the registry holds. Left out: yes.
   */
  decideAhead?: boolean;
  clock?: LocalClock;
  log?: RecorderLog;
}

/**
 * Decides in this process, under the same law as governance: from a copy of the registry that is known to be current,
 * every decision on record. Where the copy is not known to be current, or the decision has to be signed, governance
 * is asked; where that fails too, a DomainError is thrown. No fault is ever an "allowed".
 */
export class LocalDecisions {
  private constructor(
    private readonly bus: ClientBus,
    private readonly follower: RegistryFollower,
    private readonly recorder: DecisionRecorder,
    private readonly subscription: { unsubscribe(): void },
    private readonly ahead: AheadOfChecks,
    private readonly agentId: string | undefined,
  ) {}

  /**
   * Resolves when the registry is here. The bus stays the caller's: it has to live longer than this.
   * @throws DomainError why the registry cannot be followed: `permission-denied`, `too-many-followers`, …
   */
  static async start(bus: ClientBus, options: LocalOptions = {}): Promise<LocalDecisions> {
    const { agentId, clock = systemClock, log = logger, decideAhead = true } = options;
    const { followerId = `client-${randomBytes(6).toString('hex')}` } = options;
    const identity = { followerId, session: newSession() };
    const follower = new RegistryFollower(bus, identity, clock, log);
    const source = { replica: followerName(identity), epoch: randomBytes(8).toString('hex') };
    const stream = {
      async decided(_: string, { epoch, decisions }: { epoch: string; decisions: Batch }): Promise<void> {
        await bus.call(recordDecisions, { ...identity, epoch, decisions });
      },
    };
    const recorder = new DecisionRecorder(stream, clock, log, source);
    const { changed } = replicaNotices;
    // Spares a writer the wait for the next question; where it is not heard, nothing else is lost.
    const subscription = bus.subscribe(changed.subject, (body) => {
      const notice = changed.data.safeParse(body);
      if (notice.success) follower.hint(notice.data.revision);
    });
    try {
      await follower.start();
    } catch (cause) {
      subscription.unsubscribe();
      throw cause;
    }
    const ahead = new AheadOfChecks(
      follower.view,
      clock,
      () => follower.now(),
      (cause) => log.warn({ cause }, 'Deciding ahead of checks failed; trying again'),
    );
    if (decideAhead) ahead.start();
    return new LocalDecisions(bus, follower, recorder, subscription, ahead, agentId);
  }

  /** Of the copy that is held, current or not. */
  get revision(): number {
    return this.follower.view.revision;
  }

  /** Whether the next decision would be made here. */
  get isCurrent(): boolean {
    return this.follower.isCurrent();
  }

  /** Decisions that are not on record yet. */
  get backlog(): number {
    return this.recorder.backlog;
  }

  /**
   * As `SallyportClient.check`. A "no" is a value.
   * @throws DomainError as the contract lists; `audit-unavailable` where decisions do not get on record
   */
  check(pkg: CheckedPackage, options: CheckOptions = {}): Promise<PackageReply> {
    return failClosed(async () => {
      const asked = packageRequest(this.agentOf(options), pkg, options);
      const check = parsed(checkPackage, asked);
      await this.caughtUp(check);
      if (this.mayDecide(check)) return this.decidePackage(check);
      return consistentDecision(await this.bus.call(checkPackage, asked));
    });
  }

  /**
   * The same in this turn, without waiting for anything; undefined: it cannot be decided here now.
   * @throws DomainError as `check`
   */
  checkHere(pkg: CheckedPackage, options: CheckOptions = {}): PackageReply | undefined {
    const check = parsed(checkPackage, packageRequest(this.agentOf(options), pkg, options));
    return this.mayDecide(check) ? this.decidePackage(check) : undefined;
  }

  /** As `SallyportClient.checkClosure`: all of it at one revision. @throws DomainError as `check` */
  checkClosure(
    ecosystem: Ecosystem,
    packages: readonly ClosurePackage[],
    options: ClosureOptions = {},
  ): Promise<ClosureReply> {
    return failClosed(async () => {
      const asked = closureRequest(this.agentOf(options), ecosystem, packages, options);
      const check = parsed(checkClosure, asked);
      await this.caughtUp(check);
      const reply = this.mayDecide(check)
        ? this.decideClosure(check)
        : await this.bus.call(checkClosure, asked);
      return consistentClosure(reply, packages.length);
    });
  }

  /** Decides nothing more, brings what was decided on record, and lets no writer wait for this process any more. */
  async close(): Promise<void> {
    this.subscription.unsubscribe();
    await this.ahead.stop();
    await this.follower.stop();
    await this.recorder.close();
  }

  /** Where a revision is demanded that is not here yet, governance is asked for it; what comes of that is looked at next. */
  private async caughtUp({ sign, minRevision = 0 }: Terms): Promise<void> {
    if (sign !== true && minRevision > this.revision) await this.follower.confirmed().catch(() => undefined);
  }

  /** For this turn only: what is decided later has to ask again. */
  private mayDecide({ sign, minRevision = 0 }: Terms): boolean {
    return sign !== true && minRevision <= this.revision && this.follower.isCurrent();
  }

  private decidePackage(check: ParsedRequestOf<typeof checkPackage>): PackageReply {
    this.recorder.assertRoom();
    const { view } = this.follower;
    const now = this.follower.now();
    const judged = judgePackage(view, check, { now });
    const reply = consistentDecision(packageReply(view, judged, now));
    this.record(packageRecord(judged, check), now);
    return reply;
  }

  private decideClosure(check: ParsedRequestOf<typeof checkClosure>): ClosureReply {
    if (check.packages.length === 0)
      throw new DomainError('empty-request', 'The closure to be checked has no packages');
    if (check.lockDigest !== undefined) parseDigest(check.lockDigest);
    this.recorder.assertRoom();
    const { view } = this.follower;
    const now = this.follower.now();
    const judged = judgeClosure(view, check, { now });
    const reply = closureReply(judged, view.revision);
    this.record(closureRecord(judged, check, view.revision), now);
    return reply;
  }

  private record(answered: Answered, now: number): void {
    this.recorder.record(answered, now);
  }

  private agentOf({ agentId = this.agentId ?? '' }: CheckOptions): string {
    return parseAgentId(agentId);
  }
}

type Batch = RequestOf<typeof recordDecisions>['decisions'];
type Terms = { minRevision?: number | undefined; sign?: boolean | undefined };

/** What the wire would refuse is refused here too. @throws DomainError `invalid-request` */
function parsed<E extends Endpoint>(endpoint: E, request: RequestOf<E>): ParsedRequestOf<E> {
  const result = endpoint.request.safeParse(request);
  if (result.success) return result.data as ParsedRequestOf<E>;
  const faults = result.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new DomainError('invalid-request', `The check is not valid: ${faults.slice(0, 5).join('; ')}`);
}
