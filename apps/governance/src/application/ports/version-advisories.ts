import type { AdvisoryFacts, AdvisoryMatch, PackageId } from '@sallyport/domain';

export interface VersionMatches {
  /** What the advisories were when they were looked through. */
  data: AdvisoryFacts;
  /** In the order asked. */
  matches: readonly (readonly AdvisoryMatch[])[];
}

/** Which advisories affect which versions, by those in force. */
export abstract class VersionAdvisories {
  /** @throws DomainError `nobody-listens`, `timeout`, `bus-unavailable`, `store-unavailable` */
  abstract match(packages: readonly PackageId[]): Promise<VersionMatches>;
}
