import { DomainError, type Endpoint, type ReplyOf, type RequestOf } from '@sallyport/domain';
import type { ClientBus } from './client-bus';

type Handler = (request: unknown) => unknown;

/** A bus whose services are functions; an endpoint without one is served by nobody. Bodies cross as JSON. */
export class FakeBus implements ClientBus {
  readonly asked: { subject: string; request: unknown }[] = [];
  closed = false;
  private readonly handlers = new Map<string, Handler>();
  private readonly listeners = new Map<string, Set<(body: unknown, subject: string) => void>>();

  serve<E extends Endpoint>(endpoint: E, handle: (request: RequestOf<E>) => unknown): this {
    this.handlers.set(endpoint.subject, handle as Handler);
    return this;
  }

  async call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<ReplyOf<E>> {
    this.asked.push({ subject: endpoint.subject, request });
    const handle = this.handlers.get(endpoint.subject);
    if (!handle) throw new DomainError('nobody-listens', `No service serves ${endpoint.subject} now`);
    const reply: unknown = await handle(JSON.parse(JSON.stringify(request)));
    return JSON.parse(JSON.stringify(reply)) as ReplyOf<E>;
  }

  subscribe(subject: string, onMessage: (body: unknown, subject: string) => void): { unsubscribe(): void } {
    const listening = this.listeners.get(subject) ?? new Set();
    this.listeners.set(subject, listening.add(onMessage));
    return { unsubscribe: () => void listening.delete(onMessage) };
  }

  publish(subject: string, body: unknown): void {
    for (const listener of this.listeners.get(subject) ?? []) listener(body, subject);
  }

  listenersOf(subject: string): number {
    return this.listeners.get(subject)?.size ?? 0;
  }

  async discover() {
    return [{ name: 'governance', id: 'G1', version: '0.1.0', endpoints: [] }];
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}
