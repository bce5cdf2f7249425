export { Bus, type DiscoveredService } from './bus';
export { busConfigFromEnv, parseConfig, readSeed, type BusConfig } from './config';
export type { EventConsumer, EventConsumerOptions, ReceivedEvent, UnreadableMessage } from './event-consumer';
export type { EventDeliveries, EventDeliveriesOptions } from './event-deliveries';
export { KeyValue, keyOf } from './key-value';
export { logger } from './logger';
export { answersDirectly, type DirectEndpoint } from './nats-service-strategy';
export { NestLogger } from './nest-logger';
export { provision } from './provision';
export { Serves } from './serves';
export {
  BusModule,
  startService,
  stopOnSignals,
  type RunningService,
  type ServiceOptions,
} from './start-service';
export { BUS_TIMEOUTS, CALL_TIMEOUT_MS, MAX_DELIVERIES } from './timeouts';
export type { WorkQueue, WorkQueueOptions } from './work-queue';
