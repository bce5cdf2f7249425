import type { listBans, ParsedRequestOf, ReplyOf } from '@sallyport/domain';
import { RegistryStore } from '../ports/registry-store';
import { newestFirst } from '../review/newest-first';

export class ListBans {
  constructor(private readonly store: RegistryStore) {}

  async list({ state }: ParsedRequestOf<typeof listBans>): Promise<ReplyOf<typeof listBans>> {
    const { records, revision } = await this.store.records('ban');
    return {
      bans: newestFirst(records).filter((ban) => state === undefined || ban.state === state),
      revision,
    };
  }
}
