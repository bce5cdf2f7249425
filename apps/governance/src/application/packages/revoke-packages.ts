import type { ParsedRequestOf, revokePackages, WriteReceipt } from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryStore } from '../ports/registry-store';
import { RegistryWriter } from '../registry/registry-writer';
import { packageParts, packagePartsFrom, type PackageAct } from './package-parts';
import { findTarget } from './target';

/** Takes approvals back; of a request, those that are still approved. */
export class RevokePackages {
  constructor(
    private readonly store: RegistryStore,
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async revoke(request: ParsedRequestOf<typeof revokePackages>): Promise<WriteReceipt> {
    const { packages, requestId } = await findTarget(this.store, request);
    const { actor, reason: note } = request;
    const at = this.clock.now().toISOString();
    const act: PackageAct = { packages, transition: { action: 'revoke' }, actor, at, note, requestId };
    return this.writer.write({
      packages,
      at,
      decide: (present) =>
        requestId === undefined ? packageParts(act, present) : packagePartsFrom('approved', act, present),
    });
  }
}
