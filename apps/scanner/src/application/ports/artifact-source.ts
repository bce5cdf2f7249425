import type { Digest } from '@sallyport/domain';

export abstract class ArtifactSource {
  /**
   * Where the bytes of an artifact lie; whoever reads them checks them against the digest.
   * @throws DomainError `artifact-missing`
   */
  abstract locate(digest: Digest): Promise<string>;
}
