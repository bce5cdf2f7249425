import {
  behaviourContract,
  behaviourDigest,
  DomainError,
  judgeTrace,
  MAX_LAID_OUT,
  notDetonated,
  type DetonationJudgement,
  type DetonationLook,
  type DetonationTrace,
  type Digest,
  type FetchedLock,
  type FetchedPackage,
  type Finding,
  type LookMode,
} from '@sallyport/domain';
import type { Clock } from './ports/clock';
import type { DetonationStore, KeptDetonation } from './ports/detonation-store';
import type { DetonationWorker } from './ports/detonation-worker';
import type { Governance } from './ports/governance';
import { requestFor, surroundingsOf } from './surroundings';

/** What became of the second look at one artifact. */
export interface TakenLook {
  look: DetonationLook;
  findings: Finding[];
}

export interface SecondLookPorts {
  governance: Governance;
  worker: DetonationWorker;
  detonations: DetonationStore;
  clock: Clock;
}

/** What is not begun by then is left to the next scan, which finds the rest done: whoever asked waits for 15 minutes. */
const BEGIN_WITHIN_MS = 5 * 60_000;
/** At once, of one scan; the worker has its own limit for all. */
const AT_ONCE = 2;
/** Of what was seen; the verdict is of all. */
const MAX_FINDINGS = 30;

/** Has artifacts of high risk run in the cages, where the policy wants that. What could not be run is said to be so. */
export class SecondLook {
  constructor(private readonly ports: SecondLookPorts) {}

  /**
   * Looks at each of these, by its path in the lock; nothing where the policy does not ask.
   * @throws DomainError `store-unavailable`, and what asking governance for the policy throws
   */
  async take(lock: FetchedLock, risky: readonly FetchedPackage[]): Promise<Map<string, TakenLook>> {
    const looks = new Map<string, TakenLook>();
    const mode = risky.length === 0 ? 'off' : await this.ports.governance.detonation();
    if (mode === 'off') return looks;
    const worker = await this.present();
    const end = this.ports.clock.now().getTime() + BEGIN_WITHIN_MS;
    const left = [...risky];
    const next = async (): Promise<void> => {
      for (let one = left.shift(); one !== undefined; one = left.shift())
        looks.set(one.path, await this.lookAt(lock, one, { mode, worker, end }));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    return looks;
  }

  /**
   * What is known of artifacts that were scanned before; nothing is run.
   * @throws DomainError as `take`
   */
  async known(digests: readonly Digest[]): Promise<Map<Digest, TakenLook>> {
    const mode = digests.length === 0 ? 'off' : await this.ports.governance.detonation();
    if (mode === 'off') return new Map();
    const newest = await this.ports.detonations.newest(digests);
    return new Map(
      digests.map((digest) => {
        const kept = newest.get(digest);
        return [digest, kept === undefined ? missed(mode, 'it has to be scanned again.') : taken(mode, kept)];
      }),
    );
  }

  /** The version of the worker; or why there is none. */
  private async present(): Promise<Present> {
    try {
      return { version: await this.ports.worker.version() };
    } catch (cause) {
      if (!DomainError.is(cause)) throw cause;
      return { version: null, why: cause.message };
    }
  }

  private async lookAt(
    lock: FetchedLock,
    locked: FetchedPackage,
    { mode, worker, end }: { mode: LookMode; worker: Present; end: number },
  ): Promise<TakenLook> {
    const { detonations, clock } = this.ports;
    const request = requestFor(lock, locked);
    if (request.dependencies.length > MAX_LAID_OUT) return missed(mode, 'too much lies beside it.');
    const key = { digest: locked.digest, surroundings: surroundingsOf(request) };
    const kept = (await detonations.kept(key)).filter(({ trace }) => isOfUse(judgeTrace(trace)));
    // A look that was had stays one where the worker is away; where it is there, it has to be its own.
    const known = kept.find(({ detonator }) => worker.version === null || detonator === worker.version);
    if (known !== undefined) return taken(mode, known);
    if (worker.version === null) return missed(mode, worker.why);
    if (clock.now().getTime() >= end) return missed(mode, 'others came first; the next scan goes on.');
    try {
      const { detonator, trace } = await this.ports.worker.detonate(request);
      expectOf(trace, request.digest);
      const seen = { ...key, detonator, at: clock.now().toISOString(), trace };
      await detonations.keep(seen);
      return taken(mode, seen);
    } catch (cause) {
      if (!DomainError.is(cause) || cause.code === 'store-unavailable') throw cause;
      return missed(mode, cause.message);
    }
  }
}

type Present = { version: string } | { version: null; why: string };

/** An observation that is not whole and shows nothing may be whole the next time. */
function isOfUse({ verdict }: DetonationJudgement): boolean {
  return verdict !== 'unknown';
}

/** What is judged has to be what was asked about. */
function expectOf(trace: DetonationTrace, digest: Digest): void {
  if (trace.digest !== digest)
    throw new DomainError('scan-failed', 'Another artifact was run than was asked for');
}

function taken(mode: LookMode, { trace, detonator, at }: KeptDetonation): TakenLook {
  const { verdict, findings } = judgeTrace(trace);
  const behaviour = behaviourDigest(behaviourContract(trace));
  return {
    look: { mode, verdict, why: null, at, detonator, behaviour },
    findings: findings.slice(0, MAX_FINDINGS),
  };
}

function missed(mode: LookMode, why: string): TakenLook {
  const { look, finding } = notDetonated(mode, why);
  return { look, findings: [finding] };
}
