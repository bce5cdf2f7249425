import { randomBytes } from 'node:crypto';
import type { Provider } from '@nestjs/common';
import { DecisionRecorder } from '@sallyport/decision-log';
import { Bus, logger } from '@sallyport/messaging';
import { DataSource } from 'typeorm';
import { BusEventStream } from '../adapters/nats/bus-event-stream';
import { BusResolver } from '../adapters/nats/bus-resolver';
import { BusReplicaNotices } from '../adapters/nats/bus-replica-notices';
import { NoticeListener } from '../adapters/nats/notice-listener';
import { SystemClock } from '../adapters/node/system-clock';
import { PostgresChangeOutbox } from '../adapters/postgres/postgres-change-outbox';
import { PostgresRegistryStore } from '../adapters/postgres/postgres-registry-store';
import { PostgresReplicaLeases } from '../adapters/postgres/postgres-replica-leases';
import { PostgresUsageStore } from '../adapters/postgres/postgres-usage-store';
import { RedisDecisionCounters } from '../adapters/redis/redis-decision-counters';
import { RedisReplicaLeases } from '../adapters/redis/redis-replica-leases';
import { CountRecorded } from '../application/agents/behaviour/count-recorded';
import { InProcessCounters } from '../application/checks/in-process-counters';
import { ChangeOutbox } from '../application/ports/change-outbox';
import { Clock } from '../application/ports/clock';
import { DecisionCounters } from '../application/ports/decision-counters';
import { EventStream } from '../application/ports/event-stream';
import { Log } from '../application/ports/log';
import { RegistryStore } from '../application/ports/registry-store';
import { ReplicaLeases } from '../application/ports/replica-leases';
import { ReplicaNotices } from '../application/ports/replica-notices';
import { Resolver } from '../application/ports/resolver';
import { UsageStore } from '../application/ports/usage-store';
import { ChangeRelay } from '../application/registry/change-relay';
import { CurrentView } from '../application/registry/current-view';
import { RegistryWriter } from '../application/registry/registry-writer';
import { Config } from '../config';
import { GovernanceRuntime } from '../governance-runtime';
import { made } from './made';

export const PORTS = (bus: Bus, { redisUrl }: Config): Provider[] => [
  { provide: Clock, useClass: SystemClock },
  { provide: Log, useValue: logger },
  made(RegistryStore, [DataSource], (source: DataSource) => new PostgresRegistryStore(source)),
  {
    provide: ReplicaLeases,
    inject: [DataSource, ChangeOutbox, Log],
    useFactory: async (source: DataSource, outbox: ChangeOutbox, log: Log): Promise<ReplicaLeases> =>
      redisUrl === undefined
        ? new PostgresReplicaLeases(source)
        : new RedisReplicaLeases(redisUrl, await outbox.registryId(), log),
  },
  made(UsageStore, [DataSource], (source: DataSource) => new PostgresUsageStore(source)),
  made(ChangeOutbox, [DataSource], (source: DataSource) => new PostgresChangeOutbox(source)),
  { provide: EventStream, useValue: new BusEventStream(bus) },
  { provide: ReplicaNotices, useValue: new BusReplicaNotices(bus) },
  { provide: Resolver, useValue: new BusResolver(bus) },
  made(DecisionCounters, [Log], (log: Log) =>
    redisUrl === undefined ? new InProcessCounters() : new RedisDecisionCounters(redisUrl, bus.replica, log),
  ),
];

export const REGISTRY = (bus: Bus): Provider[] => [
  made(
    CurrentView,
    [RegistryStore, ReplicaLeases, Clock, Log, ReplicaNotices],
    (store: RegistryStore, leases: ReplicaLeases, clock: Clock, log: Log, notices: ReplicaNotices) =>
      new CurrentView(store, leases, clock, log, bus.replica, notices),
  ),
  made(
    ChangeRelay,
    [ChangeOutbox, EventStream, Clock, Log],
    (outbox: ChangeOutbox, stream: EventStream, clock: Clock, log: Log) =>
      new ChangeRelay(outbox, stream, clock, log),
  ),
  made(
    RegistryWriter,
    [RegistryStore, CurrentView, ChangeRelay],
    (store: RegistryStore, current: CurrentView, relay: ChangeRelay) =>
      new RegistryWriter(store, current, relay),
  ),
  made(
    DecisionRecorder,
    [EventStream, Clock, Log, CountRecorded],
    (stream: EventStream, clock: Clock, log: Log, counting: CountRecorded) =>
      new DecisionRecorder(
        stream,
        clock,
        log,
        { replica: bus.replica, epoch: randomBytes(8).toString('hex') },
        (delivered) => counting.take(delivered),
      ),
  ),
  made(NoticeListener, [CurrentView], (current: CurrentView) => new NoticeListener(bus, current)),
  made(
    GovernanceRuntime,
    [DataSource, CurrentView, NoticeListener, ChangeRelay, DecisionRecorder, DecisionCounters, CountRecorded],
    (...parts: ConstructorParameters<typeof GovernanceRuntime>) => new GovernanceRuntime(...parts),
  ),
];
