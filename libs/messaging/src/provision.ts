import {
  AUDIT_CONSUMER,
  DEAD_STREAM,
  ECOSYSTEMS,
  EVENTS_STREAM,
  FACTS_CONSUMER,
  INSTALL_CONSUMERS,
  INSTALLATIONS_BUCKET,
  installJobSubject,
  JOBS_BUCKET,
  JOBS_STREAM,
  WEBHOOKS_CONSUMER,
} from '@sallyport/domain';
import {
  AckPolicy,
  DeliverPolicy,
  nanos,
  RetentionPolicy,
  StorageType,
  type ConsumerConfig,
  type JetStreamManager,
  type StreamConfig,
} from 'nats';
import { Bus } from './bus';
import { busConfigFromEnv } from './config';
import { logger } from './logger';
import { BUS_TIMEOUTS, MAX_DELIVERIES } from './timeouts';

/** JetStream drops a second message with the same id within this time. */
const DEDUPLICATION_MS = 10 * 60_000;

/**
 * Creates the streams, consumers and buckets. Run with the `provisioner` credentials, which can do nothing else;
 * no service may create or change a stream. Safe to run again.
 */
export async function provision(bus: Bus): Promise<void> {
  const manager = await bus.connection.jetstreamManager();
  await ensureStream(manager, {
    name: EVENTS_STREAM.name,
    subjects: [...EVENTS_STREAM.subjects],
    // A message that was stored cannot be taken out one by one: the trail must be complete.
    deny_delete: true,
    // A full stream refuses new events instead of dropping old ones: publishers then fail closed.
    discard: 'new' as StreamConfig['discard'],
  });
  await ensureStream(manager, {
    name: JOBS_STREAM.name,
    subjects: [...JOBS_STREAM.subjects],
    retention: RetentionPolicy.Workqueue,
  });
  await ensureStream(manager, { name: DEAD_STREAM.name, subjects: [...DEAD_STREAM.subjects] });
  await ensureConsumer(manager, EVENTS_STREAM.name, {
    durable_name: AUDIT_CONSUMER,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: nanos(30_000),
    max_ack_pending: 5_000,
  });
  for (const { name, subject } of [FACTS_CONSUMER, WEBHOOKS_CONSUMER]) {
    await ensureConsumer(manager, EVENTS_STREAM.name, {
      durable_name: name,
      filter_subject: subject,
      ack_policy: AckPolicy.Explicit,
      // What was before the consumer was made is told to nobody: it is no news.
      deliver_policy: DeliverPolicy.New,
      // Re-evaluating everything approved takes its time.
      ack_wait: nanos(5 * 60_000),
      max_ack_pending: 1_000,
    });
  }
  for (const ecosystem of ECOSYSTEMS) {
    await ensureConsumer(manager, JOBS_STREAM.name, {
      durable_name: INSTALL_CONSUMERS[ecosystem],
      filter_subject: installJobSubject(ecosystem),
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ack_wait: nanos(BUS_TIMEOUTS.heartbeatMs * 3),
      // One more than the worker's own limit: the worker itself buries the job at its last attempt.
      max_deliver: MAX_DELIVERIES + 1,
    });
  }
  for (const bucket of [INSTALLATIONS_BUCKET, JOBS_BUCKET]) {
    await bus.connection.jetstream().views.kv(bucket, { history: 1, storage: StorageType.File });
  }
}

async function ensureStream(
  manager: JetStreamManager,
  config: Partial<StreamConfig> & { name: string },
): Promise<void> {
  const full = { storage: StorageType.File, duplicate_window: nanos(DEDUPLICATION_MS), ...config };
  const existing = await manager.streams.info(config.name).catch(() => undefined);
  if (existing) await manager.streams.update(config.name, full);
  else await manager.streams.add(full);
}

async function ensureConsumer(
  manager: JetStreamManager,
  stream: string,
  config: Partial<ConsumerConfig> & { durable_name: string },
): Promise<void> {
  await manager.consumers.add(stream, config);
}

async function main(): Promise<void> {
  const bus = await Bus.connect(busConfigFromEnv('provisioner'));
  await provision(bus);
  await bus.close();
  logger.info('The bus is provisioned');
}

if (require.main === module) {
  main().catch((cause: unknown) => {
    logger.fatal({ cause }, 'The bus could not be provisioned');
    process.exit(1);
  });
}
