import type { approvePackages, ParsedRequestOf, WriteReceipt } from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryStore } from '../ports/registry-store';
import { RegistryWriter } from '../registry/registry-writer';
import { packageParts } from './package-parts';
import { findTarget } from './target';

/** Approves packages, or everything a request stands for, in one act: all of it or nothing. */
export class ApprovePackages {
  constructor(
    private readonly store: RegistryStore,
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async approve(request: ParsedRequestOf<typeof approvePackages>): Promise<WriteReceipt> {
    const { packages, requestId } = await findTarget(this.store, request);
    const { actor, note, minMaturity } = request;
    const at = this.clock.now().toISOString();
    return this.writer.write({
      packages,
      at,
      decide: (present) =>
        packageParts(
          { packages, transition: { action: 'approve', minMaturity }, actor, at, note, requestId },
          present,
        ),
    });
  }
}
