import { randomBytes } from 'node:crypto';
import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { Bus, logger } from '@sallyport/messaging';
import { openDatabase, whileAvailable } from '@sallyport/postgres';
import { DataSource } from 'typeorm';
import { AgentController } from './adapters/nats/agent.controller';
import { BusEventStream } from './adapters/nats/bus-event-stream';
import { BusResolver } from './adapters/nats/bus-resolver';
import { ChangeListener } from './adapters/nats/change-listener';
import { PackageController } from './adapters/nats/package.controller';
import { SystemClock } from './adapters/node/system-clock';
import { DATABASE } from './adapters/postgres/database';
import { PostgresChangeOutbox } from './adapters/postgres/postgres-change-outbox';
import { PostgresRegistryStore } from './adapters/postgres/postgres-registry-store';
import { PostgresReplicaLeases } from './adapters/postgres/postgres-replica-leases';
import { RedisDecisionCounters } from './adapters/redis/redis-decision-counters';
import { ChangeAgent } from './application/agents/change-agent';
import { GetAgent } from './application/agents/get-agent';
import { ListAgents } from './application/agents/list-agents';
import { RegisterAgent } from './application/agents/register-agent';
import { CheckClosure } from './application/checks/check-closure';
import { CheckPackage } from './application/checks/check-package';
import { DecisionRecorder } from './application/checks/decision-recorder';
import { GovernanceStats } from './application/checks/governance-stats';
import { InProcessCounters } from './application/checks/in-process-counters';
import { ApprovePackages } from './application/packages/approve-packages';
import { BanPackage } from './application/packages/ban-package';
import { ListPackages } from './application/packages/list-packages';
import { RejectPackages } from './application/packages/reject-packages';
import { RequestPackages } from './application/packages/request-packages';
import { RevokePackages } from './application/packages/revoke-packages';
import { UnbanPackage } from './application/packages/unban-package';
import { ChangeOutbox } from './application/ports/change-outbox';
import { Clock } from './application/ports/clock';
import { DecisionCounters } from './application/ports/decision-counters';
import { EventStream } from './application/ports/event-stream';
import { Log } from './application/ports/log';
import { RegistryStore } from './application/ports/registry-store';
import { ReplicaLeases } from './application/ports/replica-leases';
import { Resolver } from './application/ports/resolver';
import { ChangeRelay } from './application/registry/change-relay';
import { CurrentView } from './application/registry/current-view';
import { RegistryWriter } from './application/registry/registry-writer';
import { Config } from './config';
import { GovernanceRuntime } from './governance-runtime';

/** Application classes know nothing of Nest; this says once what each is made from. */
function made<T>(
  type: Type<T> | (abstract new (...args: never[]) => T),
  inject: unknown[],
  make: (...args: never[]) => T,
): Provider {
  return { provide: type, inject: inject as never[], useFactory: make };
}

const PORTS = (bus: Bus, { redisUrl }: Config): Provider[] => [
  { provide: Clock, useClass: SystemClock },
  { provide: Log, useValue: logger },
  made(RegistryStore, [DataSource], (source: DataSource) => new PostgresRegistryStore(source)),
  made(ReplicaLeases, [DataSource], (source: DataSource) => new PostgresReplicaLeases(source)),
  made(ChangeOutbox, [DataSource], (source: DataSource) => new PostgresChangeOutbox(source)),
  { provide: EventStream, useValue: new BusEventStream(bus) },
  { provide: Resolver, useValue: new BusResolver(bus) },
  made(DecisionCounters, [Log], (log: Log) =>
    redisUrl === undefined ? new InProcessCounters() : new RedisDecisionCounters(redisUrl, bus.replica, log),
  ),
];

const REGISTRY = (bus: Bus): Provider[] => [
  made(
    CurrentView,
    [RegistryStore, ReplicaLeases, Clock, Log],
    (store: RegistryStore, leases: ReplicaLeases, clock: Clock, log: Log) =>
      new CurrentView(store, leases, clock, log, bus.replica),
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
    [EventStream, Clock, Log],
    (stream: EventStream, clock: Clock, log: Log) =>
      new DecisionRecorder(stream, clock, log, {
        replica: bus.replica,
        epoch: randomBytes(8).toString('hex'),
      }),
  ),
  made(ChangeListener, [CurrentView], (current: CurrentView) => new ChangeListener(bus, current)),
  made(
    GovernanceRuntime,
    [DataSource, CurrentView, ChangeListener, ChangeRelay, DecisionRecorder, DecisionCounters],
    (
      source: DataSource,
      current: CurrentView,
      listener: ChangeListener,
      relay: ChangeRelay,
      recorder: DecisionRecorder,
      counters: DecisionCounters,
    ) => new GovernanceRuntime(source, current, listener, relay, recorder, counters),
  ),
];

const reviews = [ApprovePackages, RejectPackages, RevokePackages].map((UseCase) =>
  made<object>(
    UseCase,
    [RegistryStore, RegistryWriter, Clock],
    (store: RegistryStore, writer: RegistryWriter, clock: Clock) => new UseCase(store, writer, clock),
  ),
);
const writes = [BanPackage, UnbanPackage, RegisterAgent, ChangeAgent].map((UseCase) =>
  made<object>(
    UseCase,
    [RegistryWriter, Clock],
    (writer: RegistryWriter, clock: Clock) => new UseCase(writer, clock),
  ),
);
const reads = [ListPackages, GetAgent, ListAgents].map((UseCase) =>
  made<object>(UseCase, [RegistryStore], (store: RegistryStore) => new UseCase(store)),
);
const checks = [CheckPackage, CheckClosure, GovernanceStats].map((UseCase) =>
  made<object>(
    UseCase,
    [CurrentView, DecisionRecorder, DecisionCounters],
    (current: CurrentView, recorder: DecisionRecorder, counters: DecisionCounters) =>
      new UseCase(current, recorder, counters),
  ),
);
const requests = [
  made(
    RequestPackages,
    [Resolver, RegistryWriter, Clock],
    (resolver: Resolver, writer: RegistryWriter, clock: Clock) =>
      new RequestPackages(resolver, writer, clock),
  ),
];

@Module({})
export class GovernanceModule {
  static with(bus: Bus, config: Config): DynamicModule {
    return {
      module: GovernanceModule,
      controllers: [PackageController, AgentController],
      providers: [
        {
          provide: DataSource,
          useFactory: () => whileAvailable(() => openDatabase(DATABASE, config.databaseUrl)),
        },
        ...PORTS(bus, config),
        ...REGISTRY(bus),
        ...checks,
        ...requests,
        ...reviews,
        ...writes,
        ...reads,
      ],
    };
  }
}
