import { DomainError, type Endpoint, type ServiceName } from '@sallyport/domain';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { Service, ServiceMsg } from 'nats';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Bus } from './bus';
import { logger } from './logger';
import { decode, encode, errorHeaders, parseReply, parseRequest, serviceStatus } from './wire';

interface Registered {
  endpoint: Endpoint;
  handle: MessageHandler;
}

/**
 * Nest transport on the NATS services protocol: `$SRV.PING`, `INFO` and `STATS` know every endpoint,
 * replicas share a queue group, bodies are plain JSON.
 */
export class NatsServiceStrategy extends Server implements CustomTransportStrategy {
  private service: Service | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly serviceName: ServiceName,
    private readonly version: string,
  ) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  private async start(): Promise<void> {
    this.service = await this.bus.connection.services.add({
      name: this.serviceName,
      version: this.version,
      description: `Sallyport ${this.serviceName}`,
      queue: this.serviceName,
    });
    for (const registered of this.endpoints()) {
      this.service.addEndpoint(registered.endpoint.subject.replaceAll('.', '-'), {
        subject: registered.endpoint.subject,
        metadata: { summary: registered.endpoint.summary },
        handler: (error, message) => {
          if (error) return logger.warn({ err: error }, 'An endpoint reported an error');
          void this.answer(registered, message);
        },
      });
    }
    await this.bus.connection.flush();
  }

  private endpoints(): Registered[] {
    return [...this.messageHandlers].map(([subject, handle]) => {
      const endpoint = (handle.extras as { endpoint?: Endpoint } | undefined)?.endpoint;
      if (!endpoint) throw new Error(`The handler of ${subject} is not declared with @Serves`);
      return { endpoint, handle };
    });
  }

  private async answer({ endpoint, handle }: Registered, message: ServiceMsg): Promise<void> {
    try {
      const request = parseRequest(endpoint, decode(message.data));
      const answered: unknown = await handle(request);
      const reply = isObservable(answered) ? await lastValueFrom(answered) : answered;
      message.respond(encode(parseReply(endpoint, reply)));
    } catch (cause) {
      this.answerError(endpoint, message, cause);
    }
  }

  private answerError(endpoint: Endpoint, message: ServiceMsg, cause: unknown): void {
    const known = DomainError.is(cause) && cause.code !== 'internal';
    if (!known) logger.error({ cause, subject: endpoint.subject }, 'A request failed unexpectedly');
    const error = DomainError.is(cause)
      ? cause
      : new DomainError('internal', `${endpoint.subject} failed unexpectedly`);
    try {
      message.respondError(serviceStatus(error.code), error.code, encode(error.toBody()), {
        headers: errorHeaders(error.code),
      });
    } catch (failure) {
      logger.error({ cause: failure, subject: endpoint.subject }, 'An error reply could not be sent');
    }
  }

  async close(): Promise<void> {
    await this.service?.stop();
  }

  override on(): void {
    throw new Error('This transport has no events to listen to');
  }

  override unwrap<T>(): T {
    return this.bus.connection as T;
  }
}
