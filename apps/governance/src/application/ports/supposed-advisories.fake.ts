import { DomainError, type AdvisoryMatch, type PackageId } from '@sallyport/domain';
import { SupposedAdvisories } from './supposed-advisories';

/** A record is `{ affects: <name>, match: AdvisoryMatch }`; anything else cannot be read. */
export class FakeSupposedAdvisories extends SupposedAdvisories {
  readonly asked: PackageId[][] = [];

  async match(packages: readonly PackageId[], records: readonly unknown[]): Promise<AdvisoryMatch[][]> {
    this.asked.push([...packages]);
    const readable = records as { affects?: string; match?: AdvisoryMatch }[];
    return packages.map(({ name }) =>
      readable.flatMap(({ affects, match }) => {
        if (match === undefined) throw new DomainError('advisories-unreadable', 'A record cannot be read');
        return affects === name ? [match] : [];
      }),
    );
  }
}
