/** The durable stream that the archive is fed from. */
export abstract class EventStream {
  /** Events that are not archived yet. @throws DomainError `bus-unavailable` */
  abstract pending(): Promise<number>;
}
