import type { ParsedRequestOf, registrySnapshot, ReplyOf } from '@sallyport/domain';
import { ChangeOutbox } from '../ports/change-outbox';
import { RegistryStore } from '../ports/registry-store';

type Reply = ReplyOf<typeof registrySnapshot>;

/** The stored snapshot in parts, for a local decision point to begin with. */
export class ReadSnapshot {
  private registryId: string | undefined;

  constructor(
    private readonly store: RegistryStore,
    private readonly outbox: ChangeOutbox,
  ) {}

  /** @throws DomainError `store-unavailable` */
  async read({ revision, part }: ParsedRequestOf<typeof registrySnapshot>): Promise<Reply> {
    const registryId = (this.registryId ??= await this.outbox.registryId());
    const newest = await this.store.packedSnapshot();
    if (newest === undefined) return { registryId, revision: 0, parts: 0, part: 0, body: '' };
    // Only the newest is said to be complete; whoever was reading an older one begins again.
    const wanted = revision === newest.revision ? part : 0;
    const body = await this.store.packedSnapshotPart(newest.revision, wanted);
    // Beyond its end, or replaced since the look above: an empty part is no part, and whoever gets it begins again.
    const { parts } = newest;
    return {
      ...{ registryId, revision: newest.revision, parts, part: wanted },
      body: body?.toString('base64') ?? '',
    };
  }
}
