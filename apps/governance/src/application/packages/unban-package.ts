import {
  assertMay,
  packageId,
  type ParsedRequestOf,
  type unbanPackage,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryWriter } from '../registry/registry-writer';
import { packageParts } from './package-parts';

/** Lifts a ban; the approval is what it was before. */
export class UnbanPackage {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async unban(request: ParsedRequestOf<typeof unbanPackage>): Promise<WriteReceipt> {
    assertMay('unban', request.actor);
    const packages = [packageId(request.package)];
    const { actor, reason: note } = request;
    const at = this.clock.now().toISOString();
    return this.writer.write({
      packages,
      at,
      decide: (present) =>
        packageParts({ packages, transition: { action: 'unban' }, actor, at, note }, present),
    });
  }
}
