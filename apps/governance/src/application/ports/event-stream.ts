import type { EventData, RegistryChange, decisionsRecorded } from '@sallyport/domain';

/** The durable stream. Each call resolves when the stream has the message; the same id twice is stored once. */
export abstract class EventStream {
  /** @throws DomainError `bus-unavailable` */
  abstract changed(id: string, change: RegistryChange): Promise<void>;

  /** @throws DomainError `bus-unavailable` */
  abstract decided(id: string, batch: EventData<typeof decisionsRecorded>): Promise<void>;
}
