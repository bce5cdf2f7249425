import type { listProposals, ParsedRequestOf, ReplyOf } from '@sallyport/domain';
import { RegistryStore } from '../../ports/registry-store';

export class ListProposals {
  constructor(private readonly store: RegistryStore) {}

  /** Newest first. */
  async list({ state }: ParsedRequestOf<typeof listProposals>): Promise<ReplyOf<typeof listProposals>> {
    const { records } = await this.store.records('proposal');
    const proposals = records
      .sort((a, b) => b.revision - a.revision)
      .map(({ value }) => value)
      .filter((proposal) => state === undefined || proposal.state === state);
    return { proposals };
  }
}
