import { DomainError, type Revision } from '@sallyport/domain';
import { type LeaseHolder, ReplicaLeases } from './replica-leases';

interface Held {
  revision: Revision;
  renewal: number;
}

export class FakeReplicaLeases extends ReplicaLeases {
  down = false;
  private life = 1;
  private renewals = 0;
  private held = new Map<string, Held>();

  /** As a store that was emptied: it is another one from now on. */
  loseAll(): void {
    this.life += 1;
    this.held = new Map();
  }

  async identity(): Promise<string> {
    this.assertUp();
    return `fake:${this.life}`;
  }

  async renew(holder: string, revision: Revision, identity: string): Promise<void> {
    this.assertSame(identity);
    const before = this.held.get(holder)?.revision ?? 0;
    this.renewals += 1;
    this.held.set(holder, { revision: Math.max(before, revision), renewal: this.renewals });
  }

  async behind(revision: Revision, identity: string): Promise<LeaseHolder[]> {
    const holders = await this.holders(identity);
    return holders
      .filter((one) => one.revision < revision)
      .map(({ holder, renewal }) => ({ holder, renewal }));
  }

  async holders(identity: string): Promise<(LeaseHolder & { revision: Revision })[]> {
    this.assertSame(identity);
    return [...this.held]
      .map(([holder, { revision, renewal }]) => ({ holder, revision, renewal }))
      .sort((a, b) => (a.holder < b.holder ? -1 : 1));
  }

  async forget(holder: string, renewal: number, identity: string): Promise<void> {
    this.assertSame(identity);
    if (this.held.get(holder)?.renewal === renewal) this.held.delete(holder);
  }

  async release(holder: string): Promise<void> {
    this.assertUp();
    this.held.delete(holder);
  }

  close(): void {
    // Others hold leases here too.
  }

  private assertSame(identity: string): void {
    this.assertUp();
    if (identity === `fake:${this.life}`) return;
    throw new DomainError('store-unavailable', `The leases are not in "${identity}" any more`);
  }

  private assertUp(): void {
    if (this.down) throw new DomainError('store-unavailable', 'The store of leases does not answer');
  }
}
