import type { advisoryStatus, ReplyOf } from '@sallyport/domain';
import type { AdvisoryKnowledge } from './advisory-knowledge';
import type { AdvisoryStore } from './ports/advisory-store';

export class AdvisoryStatus {
  constructor(
    private readonly store: AdvisoryStore,
    private readonly knowledge: AdvisoryKnowledge,
  ) {}

  async status(): Promise<ReplyOf<typeof advisoryStatus>> {
    const [facts, byEcosystem, index] = await Promise.all([
      this.store.facts(),
      this.store.countByEcosystem(),
      this.knowledge.state(),
    ]);
    return { ...facts, byEcosystem, index };
  }
}
