import type {
  decisionsRecorded,
  decisionsReevaluated,
  EventData,
  inventedNameAppeared,
  policyRefused,
  RegistryChange,
} from '@sallyport/domain';

/** The durable stream. Each call resolves when the stream has the message; the same id twice is stored once. */
export abstract class EventStream {
  /** @throws DomainError `bus-unavailable` */
  abstract changed(id: string, change: RegistryChange): Promise<void>;

  /** @throws DomainError `bus-unavailable` */
  abstract decided(id: string, batch: EventData<typeof decisionsRecorded>): Promise<void>;

  /** @throws DomainError `bus-unavailable` */
  abstract reevaluated(id: string, result: EventData<typeof decisionsReevaluated>): Promise<void>;

  /** @throws DomainError `bus-unavailable` */
  abstract nameAppeared(id: string, name: EventData<typeof inventedNameAppeared>): Promise<void>;

  /** @throws DomainError `bus-unavailable` */
  abstract policyRefused(id: string, refusal: EventData<typeof policyRefused>): Promise<void>;
}
