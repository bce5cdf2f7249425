import { worstFirst, type AdvisoryDetail, type DomainError, type PackageId } from '@sallyport/domain';
import { AdvisoryDetails, type DescribedAdvisories } from './advisory-details';

/** Advisories by `name@version`. */
export class FakeAdvisoryDetails extends AdvisoryDetails {
  sources: DescribedAdvisories['sources'] = {
    advisories: { loaded: true, advisories: 1, importedAt: '2026-01-01T00:00:00.000Z' },
    epss: null,
    kev: null,
  };
  failure: DomainError | undefined;
  findingsLeftOut = 0;
  readonly byVersion = new Map<string, AdvisoryDetail[]>();

  async describe(packages: readonly PackageId[]): Promise<DescribedAdvisories> {
    if (this.failure !== undefined) throw this.failure;
    const found = packages.flatMap(({ name, version }, position) =>
      (this.byVersion.get(`${name}@${version}`) ?? []).map((detail) => ({ ...detail, position })),
    );
    return {
      sources: this.sources,
      findings: worstFirst(found).map(({ position, ...detail }) => ({ position, detail })),
      findingsLeftOut: this.findingsLeftOut,
    };
  }
}
