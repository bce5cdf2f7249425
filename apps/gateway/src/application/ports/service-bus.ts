import type { Endpoint, ReplyOf, RequestOf } from '@sallyport/domain';
import type { ClientBus, DiscoveredService } from '@sallyport/client';

/** How the gateway reaches the services. Every method throws DomainError `bus-unavailable` soon while the bus is away. */
export abstract class ServiceBus implements ClientBus {
  abstract call<E extends Endpoint>(
    endpoint: E,
    request: RequestOf<E>,
    options?: { timeoutMs?: number },
  ): Promise<ReplyOf<E>>;
  abstract subscribe(
    subject: string,
    onMessage: (body: unknown, subject: string) => void,
  ): { unsubscribe(): void };
  abstract discover(): Promise<readonly DiscoveredService[]>;
  abstract close(): Promise<void>;
}
