import type { ArtifactDelta, Digest, DomainError } from '@sallyport/domain';
import { ArtifactComparer, type Comparison } from './artifact-comparer';

/** Deltas by the digest of the later artifact; of others nothing was seen. */
export class FakeArtifactComparer extends ArtifactComparer {
  failure: DomainError | undefined;
  readonly byDigest = new Map<string, ArtifactDelta>();
  readonly asked: { digest: Digest; against: Digest }[][] = [];

  async compare(pairs: readonly { digest: Digest; against: Digest }[]): Promise<readonly Comparison[]> {
    this.asked.push([...pairs]);
    if (this.failure !== undefined) throw this.failure;
    return pairs.map((pair) => {
      const delta = this.byDigest.get(pair.digest) ?? null;
      return { ...pair, delta, why: delta === null ? 'not-seen' : null };
    });
  }
}
