import type { Digest } from '@sallyport/domain';

export abstract class Artifacts {
  /**
   * Path of the bytes on this machine; whoever runs them checks them against the digest first.
   * @throws DomainError `artifact-missing`
   */
  abstract locate(digest: Digest): Promise<string>;
}
