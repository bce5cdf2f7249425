import {
  assertMay,
  packageId,
  type banPackage,
  type ParsedRequestOf,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryWriter } from '../registry/registry-writer';
import { packageParts } from './package-parts';

/** Bans a package version for every agent, known to the registry or not. */
export class BanPackage {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async ban(request: ParsedRequestOf<typeof banPackage>): Promise<WriteReceipt> {
    assertMay('ban', request.actor);
    const packages = [packageId(request.package)];
    const { actor, reason } = request;
    const at = this.clock.now().toISOString();
    return this.writer.write({
      packages,
      at,
      decide: (present) =>
        packageParts({ packages, transition: { action: 'ban', reason }, actor, at, note: reason }, present),
    });
  }
}
