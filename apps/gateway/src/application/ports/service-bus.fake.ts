import { DomainError, type Endpoint, type ReplyOf, type RequestOf } from '@sallyport/domain';
import { ServiceBus } from './service-bus';

type Handler = (request: never) => unknown;

/** A bus whose services are functions; an endpoint without one is served by nobody. */
export class FakeServiceBus extends ServiceBus {
  readonly asked: { subject: string; request: unknown }[] = [];
  readonly running = new Set(['governance', 'scanner', 'installer-python', 'installer-npm', 'audit']);
  connected = true;
  discoveries = 0;
  private readonly handlers = new Map<string, Handler>();
  private readonly listeners = new Map<string, Set<(body: unknown, subject: string) => void>>();

  serve(endpoint: Pick<Endpoint, 'subject'>, handle: Handler): this {
    this.handlers.set(endpoint.subject, handle);
    return this;
  }

  /** As the real one, a request is checked against its contract before it leaves. */
  override async call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<ReplyOf<E>> {
    this.assertConnected();
    const parsed = endpoint.request.safeParse(request);
    if (!parsed.success)
      throw new DomainError('invalid-request', `The body of ${endpoint.subject} is not valid`);
    this.asked.push({ subject: endpoint.subject, request: JSON.parse(JSON.stringify(parsed.data)) });
    const handle = this.handlers.get(endpoint.subject);
    if (!handle) throw new DomainError('nobody-listens', `No service serves ${endpoint.subject} now`);
    return JSON.parse(JSON.stringify(await handle(parsed.data as never))) as ReplyOf<E>;
  }

  override subscribe(
    subject: string,
    onMessage: (body: unknown, subject: string) => void,
  ): { unsubscribe(): void } {
    this.assertConnected();
    const listening = this.listeners.get(subject) ?? new Set();
    this.listeners.set(subject, listening.add(onMessage));
    return { unsubscribe: () => void listening.delete(onMessage) };
  }

  override async discover() {
    this.discoveries += 1;
    this.assertConnected();
    return [...this.running].map((name) => ({ name, id: `${name}-1`, version: '0.1.0', endpoints: [] }));
  }

  override async close(): Promise<void> {
    this.connected = false;
  }

  private assertConnected(): void {
    if (!this.connected) throw new DomainError('bus-unavailable', 'The gateway has no connection to the bus');
  }
}
