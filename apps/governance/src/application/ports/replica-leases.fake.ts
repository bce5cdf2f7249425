import { DomainError, type Revision } from '@sallyport/domain';
import type { Clock } from './clock';
import { ReplicaLeases } from './replica-leases';

export class FakeReplicaLeases extends ReplicaLeases {
  down = false;
  private readonly leases = new Map<string, { revision: Revision; until: number }>();

  constructor(private readonly clock: Clock) {
    super();
  }

  async renew(replica: string, revision: Revision, leaseMs: number): Promise<void> {
    this.answer();
    this.leases.set(replica, { revision, until: this.clock.elapsedMs() + leaseMs });
  }

  async behind(revision: Revision, replica: string): Promise<string[]> {
    this.answer();
    return [...this.leases]
      .filter(
        ([name, lease]) =>
          name !== replica && lease.until > this.clock.elapsedMs() && lease.revision < revision,
      )
      .map(([name]) => name)
      .sort();
  }

  async release(replica: string): Promise<void> {
    this.answer();
    this.leases.delete(replica);
  }

  private answer(): void {
    if (this.down) throw new DomainError('store-unavailable', 'The database does not answer');
  }
}
