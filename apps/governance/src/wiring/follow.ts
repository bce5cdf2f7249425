import type { Provider, Type } from '@nestjs/common';
import { FollowController } from '../adapters/nats/follow.controller';
import { FollowRegistry } from '../application/follow/follow-registry';
import { Followers } from '../application/follow/followers';
import { ReadSnapshot } from '../application/follow/read-snapshot';
import { RecordDecisions } from '../application/follow/record-decisions';
import { ChangeOutbox } from '../application/ports/change-outbox';
import { Clock } from '../application/ports/clock';
import { EventStream } from '../application/ports/event-stream';
import { RegistryStore } from '../application/ports/registry-store';
import { ReplicaLeases } from '../application/ports/replica-leases';
import { ReplicaNotices } from '../application/ports/replica-notices';
import { CurrentView } from '../application/registry/current-view';
import { made } from './made';

export const FOLLOW_CONTROLLERS: Type[] = [FollowController];

export const FOLLOW_PROVIDERS: Provider[] = [
  made(
    Followers,
    [ReplicaLeases, Clock],
    (leases: ReplicaLeases, clock: Clock) => new Followers(leases, clock),
  ),
  made(
    FollowRegistry,
    [RegistryStore, ReplicaLeases, ReplicaNotices, CurrentView, ChangeOutbox, Followers],
    (...parts: ConstructorParameters<typeof FollowRegistry>) => new FollowRegistry(...parts),
  ),
  made(
    ReadSnapshot,
    [RegistryStore, ChangeOutbox],
    (store: RegistryStore, outbox: ChangeOutbox) => new ReadSnapshot(store, outbox),
  ),
  made(RecordDecisions, [EventStream], (stream: EventStream) => new RecordDecisions(stream)),
];
