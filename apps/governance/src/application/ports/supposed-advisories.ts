import type { AdvisoryMatch, PackageId } from '@sallyport/domain';

/** What advisories that are not loaded would say. Nothing is stored. */
export abstract class SupposedAdvisories {
  /**
   * In the order asked. `records`: OSV records.
   * @throws DomainError `advisories-unreadable` where a record cannot be read; `nobody-listens`, `timeout`,
   * `bus-unavailable`, `store-unavailable`, `payload-too-large`
   */
  abstract match(
    packages: readonly PackageId[],
    records: readonly unknown[],
  ): Promise<readonly (readonly AdvisoryMatch[])[]>;
}
