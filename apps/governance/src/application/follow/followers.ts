import { DomainError, isFollowerName, MAX_FOLLOWERS } from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { ReplicaLeases } from '../ports/replica-leases';

/** How long a follower is known to be among the holders without another look. */
const KNOWN_FOR_MS = 10_000;

/**
 * Who may follow: a writer waits for each of them that is behind, so their number is bounded. Those that died without
 * leaving count until they are forgotten, a few seconds later. The bound is exact for one at a time; several that
 * come in the same moment may all get in.
 */
export class Followers {
  private readonly known = new Map<string, number>();

  constructor(
    private readonly leases: ReplicaLeases,
    private readonly clock: Clock,
    private readonly most = MAX_FOLLOWERS,
  ) {}

  /** To be asked before a lease is renewed. @throws DomainError `too-many-followers`, `store-unavailable` */
  async admit(holder: string, identity: string): Promise<void> {
    if (this.isKnown(holder)) return;
    const holders = await this.leases.holders(identity);
    const present = holders.filter((one) => isFollowerName(one.holder));
    const hasRoom = present.length < this.most || present.some((one) => one.holder === holder);
    if (!hasRoom) throw tooMany(this.most);
    this.remember(holder);
  }

  left(holder: string): void {
    this.known.delete(holder);
  }

  private isKnown(holder: string): boolean {
    const since = this.known.get(holder);
    return since !== undefined && this.clock.elapsedMs() - since < KNOWN_FOR_MS;
  }

  private remember(holder: string): void {
    if (this.known.size >= 2 * this.most)
      for (const one of this.known.keys()) if (!this.isKnown(one)) this.known.delete(one);
    this.known.set(holder, this.clock.elapsedMs());
  }
}

function tooMany(most: number): DomainError {
  return new DomainError('too-many-followers', `${most} local decision points follow the registry already`, {
    hint: 'Ask governance for each decision instead, or stop a local decision point that is not needed.',
  });
}
