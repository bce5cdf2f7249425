import type { listApprovals, ParsedRequestOf, ReplyOf } from '@sallyport/domain';
import { RegistryStore } from '../ports/registry-store';
import { newestFirst } from '../review/newest-first';

export class ListApprovals {
  constructor(private readonly store: RegistryStore) {}

  async list({ state }: ParsedRequestOf<typeof listApprovals>): Promise<ReplyOf<typeof listApprovals>> {
    const { records, revision } = await this.store.records('approval');
    const approvals = newestFirst(records).filter(
      (approval) => state === undefined || approval.state === state,
    );
    return { approvals, revision };
  }
}
