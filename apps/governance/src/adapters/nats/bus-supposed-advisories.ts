import {
  DomainError,
  matchAdvisories,
  type AdvisoryMatch,
  type PackageId,
  type RequestOf,
} from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { SupposedAdvisories } from '../../application/ports/supposed-advisories';

type Records = RequestOf<typeof matchAdvisories>['records'];

/** What the endpoint takes in one message. */
const PACKAGES_PER_CALL = 10_000;
const REFUSED_TOLD = 20;

export class BusSupposedAdvisories extends SupposedAdvisories {
  constructor(private readonly bus: Pick<Bus, 'call'>) {
    super();
  }

  async match(
    packages: readonly PackageId[],
    records: readonly unknown[],
  ): Promise<readonly (readonly AdvisoryMatch[])[]> {
    const matches: AdvisoryMatch[][] = [];
    for (let start = 0; start < packages.length; start += PACKAGES_PER_CALL) {
      const asked = packages
        .slice(start, start + PACKAGES_PER_CALL)
        .map(({ ecosystem, name, version }) => ({ ecosystem, name, version }));
      const reply = await this.bus.call(matchAdvisories, { packages: asked, records: records as Records });
      if (reply.refused.length > 0) throw unreadable(reply.refused);
      if (reply.packages.length !== asked.length)
        throw new DomainError(
          'internal',
          `Advisories were asked for ${asked.length} versions and answered for ${reply.packages.length}`,
        );
      matches.push(...reply.packages.map((pkg) => pkg.matches));
    }
    return matches;
  }
}

/** Simulated without it, an advisory would seem to change nothing. */
function unreadable(refused: readonly { id: string; reason: string }[]): DomainError {
  return new DomainError('advisories-unreadable', `${refused.length} of the advisories cannot be read`, {
    hint: 'Mend or leave out what "details.refused" names; nothing was simulated.',
    details: { refused: refused.slice(0, REFUSED_TOLD) },
  });
}
