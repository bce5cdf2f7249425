import type { describeAdvisories, PackageId, ReplyOf } from '@sallyport/domain';

export type DescribedAdvisories = ReplyOf<typeof describeAdvisories>;

/** All that is known of the advisories on package versions, by those in force. */
export abstract class AdvisoryDetails {
  /** @throws DomainError `nobody-listens`, `timeout`, `bus-unavailable`, `store-unavailable` */
  abstract describe(packages: readonly PackageId[]): Promise<DescribedAdvisories>;
}
