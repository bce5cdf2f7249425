import { compareArtifacts, DomainError, type Digest } from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { ArtifactComparer, type Comparison } from '../../application/ports/artifact-comparer';

export class BusArtifactComparer extends ArtifactComparer {
  constructor(private readonly bus: Pick<Bus, 'call'>) {
    super();
  }

  async compare(pairs: readonly { digest: Digest; against: Digest }[]): Promise<readonly Comparison[]> {
    const { comparisons } = await this.bus.call(compareArtifacts, { pairs: [...pairs] });
    if (comparisons.length !== pairs.length) {
      throw new DomainError(
        'internal',
        `${pairs.length} artifacts were asked to be compared and ${comparisons.length} were`,
      );
    }
    return comparisons;
  }
}
