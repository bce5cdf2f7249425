import type { ArtifactStore } from '@sallyport/artifact-store';
import { DomainError, type Digest } from '@sallyport/domain';
import { Artifacts } from '../../application/ports/artifacts';

export class StoredArtifacts extends Artifacts {
  constructor(private readonly store: ArtifactStore) {
    super();
  }

  async locate(digest: Digest): Promise<string> {
    if (await this.store.has(digest)) return this.store.path(digest);
    throw new DomainError('artifact-missing', `The artifact store does not hold ${digest}`);
  }
}
