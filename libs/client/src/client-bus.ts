import type { Endpoint, ReplyOf, RequestOf } from '@sallyport/domain';
import type { DiscoveredService } from '@sallyport/messaging';

/**
 * What the client needs of the bus; `Bus` of @sallyport/messaging is one, tests have another.
 * `call` throws a DomainError for everything that is not a valid reply.
 */
export interface ClientBus {
  call<E extends Endpoint>(
    endpoint: E,
    request: RequestOf<E>,
    options?: { timeoutMs?: number },
  ): Promise<ReplyOf<E>>;
  subscribe(subject: string, onMessage: (body: unknown, subject: string) => void): { unsubscribe(): void };
  discover(): Promise<readonly DiscoveredService[]>;
  close(): Promise<void>;
}
