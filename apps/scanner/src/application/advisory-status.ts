import type { advisoryStatus, ReplyOf } from '@sallyport/domain';
import type { AdvisoryStore } from './ports/advisory-store';

export class AdvisoryStatus {
  constructor(private readonly store: AdvisoryStore) {}

  async status(): Promise<ReplyOf<typeof advisoryStatus>> {
    const [facts, byEcosystem] = await Promise.all([this.store.facts(), this.store.countByEcosystem()]);
    return { ...facts, byEcosystem };
  }
}
