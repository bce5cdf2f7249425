import {
  DomainError,
  type Endpoint,
  type ParsedRequestOf,
  type ReplyOf,
  type ServiceName,
} from '@sallyport/domain';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { Service, ServiceMsg } from 'nats';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Bus } from './bus';
import { logger } from './logger';
import { Slices } from './slices';
import { decode, encode, errorHeaders, parseReply, parseRequest, serviceStatus } from './wire';

interface Registered {
  endpoint: Endpoint;
  handle: MessageHandler;
}

/** An endpoint that is answered in the turn in which the request comes, past Nest: see `ServiceOptions.direct`. */
export interface DirectEndpoint {
  readonly endpoint: Endpoint;
  /** Gets the parsed request. A reply that is no promise leaves in the same turn. */
  answer(request: unknown): unknown;
}

/** The types of both sides are the endpoint's. */
export function answersDirectly<E extends Endpoint>(
  endpoint: E,
  answer: (request: ParsedRequestOf<E>) => ReplyOf<E> | Promise<ReplyOf<E>>,
): DirectEndpoint {
  return { endpoint, answer: (request) => answer(request as ParsedRequestOf<E>) };
}

/**
 * Replies that share a write to the socket. With one each, writing is most of the work; with all that came in one read,
 * callers wait for the last of them before they have the first.
 */
const ANSWERS_PER_WRITE = 20;

/**
 * Nest transport on the NATS services protocol: `$SRV.PING`, `INFO` and `STATS` know every endpoint,
 * replicas share a queue group, bodies are plain JSON.
 */
export class NatsServiceStrategy extends Server implements CustomTransportStrategy {
  private service: Service | undefined;
  private direct: readonly DirectEndpoint[] = [];

  constructor(
    private readonly bus: Bus,
    private readonly serviceName: ServiceName,
    private readonly version: string,
  ) {
    super();
  }

  /** Before `listen`. */
  serveDirectly(endpoints: readonly DirectEndpoint[]): void {
    this.direct = endpoints;
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
      this.serve(registered.endpoint, (message) => void this.answer(registered, message));
    }
    for (const direct of this.direct) {
      const slices = new Slices<ServiceMsg>(ANSWERS_PER_WRITE, (message) =>
        this.answerDirectly(direct, message),
      );
      this.serve(direct.endpoint, (message) => slices.add(message));
    }
    await this.bus.connection.flush();
  }

  private serve({ subject, summary }: Endpoint, onRequest: (message: ServiceMsg) => void): void {
    this.service?.addEndpoint(subject.replaceAll('.', '-'), {
      subject,
      metadata: { summary },
      handler: (error, message) => {
        if (error) return logger.warn({ err: error }, 'An endpoint reported an error');
        onRequest(message);
      },
    });
  }

  private endpoints(): Registered[] {
    return [...this.messageHandlers].map(([subject, handle]) => {
      const endpoint = (handle.extras as { endpoint?: Endpoint } | undefined)?.endpoint;
      if (!endpoint) throw new Error(`The handler of ${subject} is not declared with @Serves`);
      return { endpoint, handle };
    });
  }

  /**
   * No promise on the way: the client writes to its socket once for all replies of a turn. With a promise for each,
   * every reply is a write of its own.
   */
  private answerDirectly({ endpoint, answer }: DirectEndpoint, message: ServiceMsg): void {
    try {
      const answered = answer(parseRequest(endpoint, decode(message.data)));
      if (!(answered instanceof Promise)) {
        message.respond(encode(parseReply(endpoint, answered)));
        return;
      }
      answered
        .then((reply: unknown) => void message.respond(encode(parseReply(endpoint, reply))))
        .catch((cause: unknown) => this.answerError(endpoint, message, cause));
    } catch (cause) {
      this.answerError(endpoint, message, cause);
    }
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
