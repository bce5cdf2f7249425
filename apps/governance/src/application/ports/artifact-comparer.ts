import type { compareArtifacts, Digest, ReplyOf } from '@sallyport/domain';

export type Comparison = ReplyOf<typeof compareArtifacts>['comparisons'][number];

/** What artifacts differ in, by what the scanner saw of them. */
export abstract class ArtifactComparer {
  /**
   * In the order asked; all pairs are one question.
   * @throws DomainError `nobody-listens`, `timeout`, `bus-unavailable`, `store-unavailable`
   */
  abstract compare(pairs: readonly { digest: Digest; against: Digest }[]): Promise<readonly Comparison[]>;
}
