import {
  assertMay,
  type ParsedRequestOf,
  type revokePackages,
  type Transition,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryStore } from '../ports/registry-store';
import { RegistryWriter } from '../registry/registry-writer';
import { writeAsSeen } from '../review/as-seen';
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
    assertMay('revoke', request.actor);
    const { packages, requestId } = await findTarget(this.store, request);
    const { actor, reason: note } = request;
    const at = this.clock.now().toISOString();
    const act: PackageAct & { transition: Transition } = {
      packages,
      transition: { action: 'revoke' },
      actor,
      at,
      note,
      requestId,
    };
    return writeAsSeen(this.store, this.writer, request.seenRevision, {
      packages,
      at,
      decide: (present) =>
        requestId === undefined ? packageParts(act, present) : packagePartsFrom('approved', act, present),
    });
  }
}
