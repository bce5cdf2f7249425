import { detonateArtifact, detonatorStatus, type DetonationRequest, type ReplyOf } from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { DetonationWorker } from '../../application/ports/detonation-worker';

export class BusDetonationWorker extends DetonationWorker {
  constructor(private readonly bus: Pick<Bus, 'call'>) {
    super();
  }

  async version(): Promise<string> {
    return (await this.bus.call(detonatorStatus, {})).detonator;
  }

  detonate(request: DetonationRequest): Promise<ReplyOf<typeof detonateArtifact>> {
    return this.bus.call(detonateArtifact, request);
  }
}
