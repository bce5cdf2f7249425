import type { AdvisoryFacts, AdvisoryMatch, DomainError, PackageId } from '@sallyport/domain';
import { VersionAdvisories, type VersionMatches } from './version-advisories';

/** Advisories by package name. */
export class FakeVersionAdvisories extends VersionAdvisories {
  data: AdvisoryFacts = { loaded: true, advisories: 1, importedAt: '2026-01-01T00:00:00.000Z' };
  failure: DomainError | undefined;
  readonly byName = new Map<string, AdvisoryMatch[]>();
  readonly asked: PackageId[][] = [];

  async match(packages: readonly PackageId[]): Promise<VersionMatches> {
    this.asked.push([...packages]);
    if (this.failure !== undefined) throw this.failure;
    return { data: this.data, matches: packages.map(({ name }) => this.byName.get(name) ?? []) };
  }
}
