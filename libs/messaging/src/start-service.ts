import {
  Catch,
  type DynamicModule,
  type ExceptionFilter,
  Global,
  type INestMicroservice,
  Module,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DomainError, PRODUCT_VERSION, type ServiceName } from '@sallyport/domain';
import { throwError } from 'rxjs';
import { Bus } from './bus';
import { busConfigFromEnv } from './config';
import { logger } from './logger';
import { NatsServiceStrategy, type DirectEndpoint } from './nats-service-strategy';
import { NestLogger } from './nest-logger';

@Global()
@Module({})
export class BusModule {
  static forRoot(bus: Bus): DynamicModule {
    return { module: BusModule, providers: [{ provide: Bus, useValue: bus }], exports: [Bus] };
  }
}

/** Nest would turn our typed errors into "Internal server error"; the transport needs them as they are. */
@Catch()
class PassThroughFilter implements ExceptionFilter {
  catch(exception: unknown) {
    return throwError(() => exception);
  }
}

export interface RunningService {
  bus: Bus;
  /** Stops taking requests, runs Nest's shutdown hooks, closes the connection. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  name: ServiceName;
  module: (bus: Bus) => Type | DynamicModule;
  /**
   * Endpoints that are answered past Nest, in the turn in which the request comes; not for those that wait for I/O.
   * Parsed, checked, refused and counted like all others. `app` is made, and not started yet.
   */
  direct?: (app: INestMicroservice) => DirectEndpoint[];
  /** Milliseconds that a graceful stop may take. */
  graceMs?: number;
}

/** Connects, serves, says `{"ready":true}` on stdout, and stops gracefully on SIGTERM and SIGINT. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  try {
    return await start(options);
  } catch (cause) {
    const sentence = DomainError.is(cause)
      ? `${cause.message}. ${cause.hint}`
      : String(cause instanceof Error ? cause.message : cause);
    logger.fatal({ cause, service: options.name }, sentence);
    process.exit(1);
  }
}

async function start(options: ServiceOptions): Promise<RunningService> {
  const bus = await Bus.connect(busConfigFromEnv(options.name));
  const strategy = new NatsServiceStrategy(bus, options.name, PRODUCT_VERSION);
  const app = await NestFactory.createMicroservice(
    { module: class Root {}, imports: [BusModule.forRoot(bus), options.module(bus) as DynamicModule] },
    { strategy, logger: new NestLogger(), abortOnError: false },
  );
  app.useGlobalFilters(new PassThroughFilter());
  strategy.serveDirectly(options.direct?.(app) ?? []);
  await app.listen();
  const stop = once(async () => {
    await app.close();
    await bus.close();
  });
  stopOnSignals(options.name, stop, options.graceMs ?? 10_000);
  logger.info({ ready: true, service: options.name, replica: bus.replica }, 'The service is ready');
  return { bus, stop };
}

export function stopOnSignals(service: string, stop: () => Promise<void>, graceMs: number): void {
  const onSignal = (): void => {
    setTimeout(() => process.exit(1), graceMs).unref();
    stop().then(
      () => process.exit(0),
      (cause: unknown) => {
        logger.error({ cause, service }, 'The service did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', onSignal);
  process.once('SIGINT', onSignal);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
