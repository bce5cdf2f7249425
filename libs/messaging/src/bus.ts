import { randomBytes, randomUUID } from 'node:crypto';
import {
  DomainError,
  EventEnvelope,
  SERVICE_NAMES,
  type Endpoint,
  type EventType,
  type ReplyOf,
  type RequestOf,
  type ServiceName,
} from '@sallyport/domain';
import {
  connect,
  ErrorCode as NatsCode,
  nkeyAuthenticator,
  RequestStrategy,
  type ConnectionOptions,
  type JetStreamClient,
  type NatsConnection,
  type NatsError,
} from 'nats';
import type { z } from 'zod';
import type { BusConfig } from './config';
import { consumeEvents, type EventConsumer, type EventConsumerOptions } from './event-consumer';
import { deliverEvents, type EventDeliveries, type EventDeliveriesOptions } from './event-deliveries';
import { KeyValue } from './key-value';
import { logger } from './logger';
import { BUS_TIMEOUTS, CALL_TIMEOUT_MS } from './timeouts';
import { decode, encode, errorOf, parsed, parseReply, parseRequest } from './wire';
import { startWorkQueue, type WorkQueue, type WorkQueueOptions } from './work-queue';

export interface DiscoveredService {
  name: string;
  id: string;
  version: string;
  endpoints: { name: string; subject: string; requests: number; errors: number }[];
}

/** One connection to NATS. The only place that speaks its client library to the rest of the product. */
export class Bus {
  /** Unique per process; part of every event's source. */
  readonly replica = `${process.pid}-${randomBytes(4).toString('hex')}`;
  private readonly refusals = new Map<string, Set<(error: DomainError) => void>>();

  private constructor(
    readonly connection: NatsConnection,
    private readonly jetstream: JetStreamClient,
    readonly user: string,
  ) {}

  /**
   * @param options.keepTrying true: resolves only when the server answers, however long that takes
   * @throws DomainError `bus-unavailable`, `permission-denied`
   */
  static async connect(config: BusConfig, options: { keepTrying?: boolean } = {}): Promise<Bus> {
    const settings: ConnectionOptions = {
      servers: config.url,
      name: config.name,
      inboxPrefix: `_INBOX_${config.user}`,
      timeout: BUS_TIMEOUTS.connectMs,
      pingInterval: BUS_TIMEOUTS.pingMs,
      maxReconnectAttempts: -1,
      reconnectTimeWait: BUS_TIMEOUTS.reconnectWaitMs,
      waitOnFirstConnect: options.keepTrying ?? false,
      ...(config.seed === ''
        ? {}
        : { authenticator: nkeyAuthenticator(new TextEncoder().encode(config.seed)) }),
    };
    try {
      const connection = await connect(settings);
      const bus = new Bus(connection, connection.jetstream({ timeout: BUS_TIMEOUTS.publishMs }), config.user);
      void bus.watchStatus();
      return bus;
    } catch (cause) {
      throw connectError(cause, config.url);
    }
  }

  /**
   * One request, one reply; both checked against the contract.
   * @throws DomainError the service's own code, or `nobody-listens`, `timeout`, `bus-unavailable`, `permission-denied`
   */
  async call<E extends Endpoint>(
    endpoint: E,
    request: RequestOf<E>,
    options: { timeoutMs?: number } = {},
  ): Promise<ReplyOf<E>> {
    const body = encode(parseRequest(endpoint, request));
    return parseReply(
      endpoint,
      await this.callRaw(endpoint.subject, body, options.timeoutMs ?? CALL_TIMEOUT_MS[endpoint.pace]),
    );
  }

  /** The same for bytes that are already JSON; for tests and diagnosis. */
  async callRaw(subject: string, body: Uint8Array, timeoutMs: number): Promise<unknown> {
    this.assertConnected();
    if (body.length > (this.connection.info?.max_payload ?? 1024 * 1024)) {
      throw new DomainError('payload-too-large', `The body for ${subject} has ${body.length} bytes`);
    }
    const refusal = this.awaitRefusal(subject);
    try {
      const reply = await Promise.race([
        this.connection.request(subject, body, { timeout: timeoutMs }),
        refusal.promise,
      ]);
      const failure = errorOf(reply);
      if (failure) throw failure;
      return decode(reply.data);
    } catch (cause) {
      throw callError(cause, subject, timeoutMs);
    } finally {
      refusal.cancel();
    }
  }

  /**
   * Publishes to the durable stream and resolves when JetStream has it.
   * @param options.id the same id twice is stored once
   * @throws DomainError `bus-unavailable`
   */
  async publishEvent<E extends EventType>(
    type: E,
    data: z.input<E['data']>,
    options: { id?: string } = {},
  ): Promise<void> {
    const envelope = parsed(EventEnvelope, {
      id: options.id ?? randomUUID(),
      type: type.subject,
      at: new Date().toISOString(),
      source: { service: this.serviceName(), replica: this.replica },
      data: parsed(type.data, data),
    });
    await this.publishDurable(type.subject, envelope.id, encode(envelope));
  }

  /** Puts a body on a work queue; the same id twice is queued once. @throws DomainError `bus-unavailable` */
  async enqueue(subject: string, id: string, body: unknown): Promise<void> {
    await this.publishDurable(subject, id, encode(body));
  }

  /** Fire and forget, for people who watch; lost where nobody does. */
  publishProgress(subject: string, body: unknown): void {
    if (this.isConnected()) this.connection.publish(subject, encode(body));
  }

  subscribe(subject: string, onMessage: (body: unknown, subject: string) => void): { unsubscribe(): void } {
    return this.connection.subscribe(subject, {
      callback: (error, message) => {
        if (error) return logger.warn({ err: error, subject }, 'A subscription reported an error');
        try {
          onMessage(decode(message.data), message.subject);
        } catch (cause) {
          logger.warn({ cause, subject: message.subject }, 'A message could not be handled');
        }
      },
    });
  }

  keyValue<T>(bucket: string, schema: z.ZodType<T>): KeyValue<T> {
    return new KeyValue(this.jetstream, bucket, schema);
  }

  workQueue<T>(options: WorkQueueOptions<T>): WorkQueue {
    return startWorkQueue(this, this.jetstream, options);
  }

  consumeEvents(options: EventConsumerOptions): EventConsumer {
    return consumeEvents(this.jetstream, options);
  }

  deliverEvents(options: EventDeliveriesOptions): EventDeliveries {
    return deliverEvents(this.jetstream, options);
  }

  /** Every running service by the NATS services protocol ($SRV.STATS). @throws DomainError `bus-unavailable` */
  async discover(): Promise<DiscoveredService[]> {
    this.assertConnected();
    try {
      return await this.askAllServices();
    } catch (cause) {
      if ((cause as NatsError).code === NatsCode.NoResponders) return [];
      throw callError(cause, '$SRV.STATS', BUS_TIMEOUTS.discoverMs);
    }
  }

  private async askAllServices(): Promise<DiscoveredService[]> {
    const client = this.connection.services.client({
      strategy: RequestStrategy.JitterTimer,
      maxWait: BUS_TIMEOUTS.discoverMs,
    });
    const found: DiscoveredService[] = [];
    for await (const { name, id, version, endpoints } of await client.stats()) {
      found.push({
        name,
        id,
        version,
        endpoints: (endpoints ?? []).map((entry) => ({
          name: entry.name,
          subject: entry.subject,
          requests: entry.num_requests,
          errors: entry.num_errors,
        })),
      });
    }
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  isConnected(): boolean {
    return this.connected && !this.connection.isClosed();
  }

  async close(): Promise<void> {
    if (this.isConnected()) await this.connection.drain().catch(() => undefined);
    // Draining does not end a connection that is lost: it would try to reconnect for ever.
    if (!this.connection.isClosed()) await this.connection.close();
  }

  private connected = true;

  private async publishDurable(subject: string, id: string, body: Uint8Array): Promise<void> {
    this.assertConnected();
    const refusal = this.awaitRefusal(subject);
    try {
      await Promise.race([this.jetstream.publish(subject, body, { msgID: id }), refusal.promise]);
    } catch (cause) {
      if (DomainError.is(cause)) throw cause;
      throw new DomainError('bus-unavailable', `The durable stream did not take a message on ${subject}`, {
        hint: 'Is the NATS server up, with JetStream, and has the bus been provisioned? `npm run status` tells.',
        cause,
      });
    } finally {
      refusal.cancel();
    }
  }

  private assertConnected(): void {
    if (this.isConnected()) return;
    throw new DomainError('bus-unavailable', 'The connection to the NATS server is down', {
      hint: 'It is retried without end; `npm run status` says whether the server runs.',
    });
  }

  private serviceName(): ServiceName {
    const name = SERVICE_NAMES.find((service) => service === this.user);
    if (name) return name;
    throw new DomainError('permission-denied', `"${this.user}" is not a service and publishes no events`);
  }

  /** The server reports a forbidden publish on the connection, not on the request: this brings the two together. */
  private awaitRefusal(subject: string): { promise: Promise<never>; cancel(): void } {
    let cancel = (): void => undefined;
    const promise = new Promise<never>((_, reject) => {
      const waiting = this.refusals.get(subject) ?? new Set();
      waiting.add(reject);
      this.refusals.set(subject, waiting);
      cancel = () => {
        waiting.delete(reject);
        if (waiting.size === 0) this.refusals.delete(subject);
      };
    });
    // A refusal after the race was decided must not become an unhandled rejection.
    promise.catch(() => undefined);
    return { promise, cancel };
  }

  private async watchStatus(): Promise<void> {
    for await (const status of this.connection.status()) {
      if (status.type === 'disconnect') {
        this.connected = false;
        logger.warn({ user: this.user }, 'The connection to the bus is lost');
      } else if (status.type === 'reconnect') {
        this.connected = true;
        logger.info({ user: this.user }, 'The connection to the bus is back');
      } else if (status.permissionContext?.operation === 'publish') {
        this.refuse(status.permissionContext.subject);
      } else if (status.type === 'error') {
        logger.warn(
          { user: this.user, data: status.data, permission: status.permissionContext },
          'The bus reported an error',
        );
      }
    }
  }

  private refuse(subject: string): void {
    const error = new DomainError(
      'permission-denied',
      `The credentials of "${this.user}" may not publish to ${subject}`,
      {
        hint: 'deploy/nats.conf says which credentials may do what.',
      },
    );
    for (const reject of this.refusals.get(subject) ?? []) reject(error);
  }
}

function callError(cause: unknown, subject: string, timeoutMs: number): DomainError {
  if (DomainError.is(cause)) return cause;
  switch ((cause as NatsError).code) {
    case NatsCode.NoResponders:
      return new DomainError('nobody-listens', `No service serves ${subject} now`, {
        hint: 'Start the service; `npm run status` says what runs.',
        cause,
      });
    case NatsCode.Timeout:
      return new DomainError('timeout', `${subject} did not answer within ${timeoutMs} ms`, { cause });
    case NatsCode.PermissionsViolation:
      return new DomainError('permission-denied', `These credentials may not publish to ${subject}`, {
        cause,
      });
    default:
      return new DomainError('bus-unavailable', `The request to ${subject} did not get through`, { cause });
  }
}

function connectError(cause: unknown, url: string): DomainError {
  if (DomainError.is(cause)) return cause;
  if ((cause as NatsError).code === NatsCode.AuthorizationViolation) {
    return new DomainError('permission-denied', 'The NATS server does not know these credentials', { cause });
  }
  return new DomainError('bus-unavailable', `No NATS server answers at ${url}`, {
    hint: 'Start the stack with `npm start`, or set NATS_URL.',
    cause,
  });
}
