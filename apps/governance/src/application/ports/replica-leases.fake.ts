import { DomainError, type Revision } from '@sallyport/domain';
import { type LeaseHolder, ReplicaLeases } from './replica-leases';

interface Held {
  revision: Revision;
  renewals: number;
}

export class FakeReplicaLeases extends ReplicaLeases {
  down = false;
  private life = 1;
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
    const before = this.held.get(holder) ?? { revision: 0, renewals: 0 };
    this.held.set(holder, {
      revision: Math.max(before.revision, revision),
      renewals: before.renewals + 1,
    });
  }

  async behind(revision: Revision, identity: string): Promise<LeaseHolder[]> {
    const holders = await this.holders(identity);
    return holders
      .filter((one) => one.revision < revision)
      .map(({ holder, renewals }) => ({ holder, renewals }));
  }

  async holders(identity: string): Promise<(LeaseHolder & { revision: Revision })[]> {
    this.assertSame(identity);
    return [...this.held]
      .map(([holder, { revision, renewals }]) => ({ holder, revision, renewals }))
      .sort((a, b) => (a.holder < b.holder ? -1 : 1));
  }

  async forget(holder: string, renewals: number, identity: string): Promise<void> {
    this.assertSame(identity);
    const held = this.held.get(holder);
    if (held !== undefined && held.renewals <= renewals) this.held.delete(holder);
  }

  async release(holder: string): Promise<void> {
    this.assertUp();
    this.held.delete(holder);
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
