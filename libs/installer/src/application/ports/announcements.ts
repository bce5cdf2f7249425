import type { EventData, EventType, InstallProgress } from '@sallyport/domain';

export abstract class Announcements {
  /**
   * Puts an event into the durable stream.
   * @param id the same id twice is archived once
   * @throws DomainError `bus-unavailable`: then what the event tells must not be answered either
   */
  abstract publish<E extends EventType>(type: E, data: EventData<E>, id: string): Promise<void>;

  /** For people who watch; may be lost, never fails. */
  abstract progress(message: InstallProgress): void;
}
