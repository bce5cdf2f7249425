import { describeAdvisories, DomainError, type PackageId } from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { AdvisoryDetails, type DescribedAdvisories } from '../../application/ports/advisory-details';

export class BusAdvisoryDetails extends AdvisoryDetails {
  constructor(private readonly bus: Pick<Bus, 'call'>) {
    super();
  }

  async describe(packages: readonly PackageId[]): Promise<DescribedAdvisories> {
    const asked = packages.map(({ ecosystem, name, version }) => ({ ecosystem, name, version }));
    const reply = await this.bus.call(describeAdvisories, { packages: asked });
    const stray = reply.findings.find(({ position }) => position >= asked.length);
    if (stray === undefined) return reply;
    throw new DomainError(
      'internal',
      `Advisories were asked for ${asked.length} versions and answered for another: ${stray.detail.id}`,
    );
  }
}
