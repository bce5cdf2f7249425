import {
  decisionsRecorded,
  decisionsReevaluated,
  inventedNameAppeared,
  policyRefused,
  registryChanged,
  type EventData,
  type RegistryChange,
} from '@sallyport/domain';
import { Bus } from '@sallyport/messaging';
import { EventStream } from '../../application/ports/event-stream';

export class BusEventStream extends EventStream {
  constructor(private readonly bus: Bus) {
    super();
  }

  changed(id: string, change: RegistryChange): Promise<void> {
    return this.bus.publishEvent(registryChanged, change, { id });
  }

  decided(id: string, batch: EventData<typeof decisionsRecorded>): Promise<void> {
    return this.bus.publishEvent(decisionsRecorded, batch, { id });
  }

  reevaluated(id: string, result: EventData<typeof decisionsReevaluated>): Promise<void> {
    return this.bus.publishEvent(decisionsReevaluated, result, { id });
  }

  nameAppeared(id: string, name: EventData<typeof inventedNameAppeared>): Promise<void> {
    return this.bus.publishEvent(inventedNameAppeared, name, { id });
  }

  policyRefused(id: string, refusal: EventData<typeof policyRefused>): Promise<void> {
    return this.bus.publishEvent(policyRefused, refusal, { id });
  }
}
