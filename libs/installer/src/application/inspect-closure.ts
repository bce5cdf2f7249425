import {
  DomainError,
  lockDigest,
  packageId,
  type Digest,
  type FetchedLock,
  type Lock,
  type ScanReport,
} from '@sallyport/domain';
import type { FetchClosure } from './fetch-closure';
import type { InstallerParts } from './installer-parts';
import type { LearnReleases } from './learn-releases';
import type { ResolveRequirements } from './resolve-requirements';
import type { TraceClosure } from './trace-closure';

export interface InspectRequest {
  requirements?: readonly string[] | undefined;
  lock?: Lock | undefined;
}

/** Evidence for a reviewer: the closure, and what the scanner sees in exactly these bytes. Nothing is built. */
export class InspectClosure {
  constructor(
    private readonly parts: Pick<InstallerParts, 'ecosystem' | 'scanner'>,
    private readonly resolve: ResolveRequirements,
    private readonly fetch: FetchClosure,
    private readonly trace: TraceClosure,
    private readonly learn: LearnReleases,
  ) {}

  async run(request: InspectRequest): Promise<{ lock: FetchedLock; lockDigest: Digest; report: ScanReport }> {
    const lock = await this.lockOf(request);
    const fetched = await this.fetch.run(lock);
    // Before the scan, which tells governance at once: whoever reviews it then sees all that is known, and it stays so.
    await Promise.all([this.learn.run(fetched), this.trace.run(fetched)]);
    const report = await this.parts.scanner.scan(fetched);
    return { lock: fetched, lockDigest: lockDigest(fetched), report };
  }

  private async lockOf({ requirements, lock }: InspectRequest): Promise<Lock> {
    if (lock === undefined) return (await this.resolve.run({ requirements: requirements ?? [] })).lock;
    if (requirements !== undefined) {
      throw new DomainError('invalid-request', 'Both a lock and requirements were given', {
        hint: 'Give one of them.',
      });
    }
    return this.checked(lock);
  }

  /** A lock that somebody sends is theirs until it is checked. */
  private checked(lock: Lock): Lock {
    if (lock.ecosystem !== this.parts.ecosystem) {
      throw new DomainError(
        'invalid-request',
        `This installer inspects ${this.parts.ecosystem} locks, not ${lock.ecosystem}`,
      );
    }
    if (lock.packages.length === 0) throw new DomainError('empty-request', 'The lock has no packages');
    for (const { name, version } of lock.packages) packageId({ ecosystem: lock.ecosystem, name, version });
    return lock;
  }
}
