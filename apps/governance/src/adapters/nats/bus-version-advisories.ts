import { DomainError, matchAdvisories, type PackageId } from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { VersionAdvisories, type VersionMatches } from '../../application/ports/version-advisories';

export class BusVersionAdvisories extends VersionAdvisories {
  constructor(private readonly bus: Pick<Bus, 'call'>) {
    super();
  }

  async match(packages: readonly PackageId[]): Promise<VersionMatches> {
    const asked = packages.map(({ ecosystem, name, version }) => ({ ecosystem, name, version }));
    const reply = await this.bus.call(matchAdvisories, { packages: asked });
    if (reply.packages.length !== asked.length) {
      throw new DomainError(
        'internal',
        `Advisories were asked for ${asked.length} versions and answered for ${reply.packages.length}`,
      );
    }
    return { data: reply.data, matches: reply.packages.map(({ matches }) => matches) };
  }
}
