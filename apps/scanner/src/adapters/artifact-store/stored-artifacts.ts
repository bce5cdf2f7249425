import { DomainError, type Digest } from '@sallyport/domain';
import { ArtifactStore } from '@sallyport/artifact-store';
import { ArtifactSource } from '../../application/ports/artifact-source';

export class StoredArtifacts extends ArtifactSource {
  constructor(private readonly store: ArtifactStore) {
    super();
  }

  async locate(digest: Digest): Promise<string> {
    if (await this.store.has(digest)) return this.store.path(digest);
    throw new DomainError('artifact-missing', `The artifact store does not hold ${digest}`);
  }
}
