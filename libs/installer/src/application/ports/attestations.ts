import type { FetchedPackage } from '@sallyport/domain';

/** Asks a package registry for the attestations of one artifact. Verifies nothing. */
export abstract class Attestations {
  /**
   * @returns the answer as it came, at most `MAX_ANSWER_BYTES` long; undefined where the registry says that there is none
   * @throws DomainError `registry-unreachable` where it could not be asked, also because nobody has said where
   */
  abstract of(fetched: FetchedPackage): Promise<string | undefined>;
}
