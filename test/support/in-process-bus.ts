import {
  followRegistry,
  leaveRegistry,
  recordDecisions,
  registrySnapshot,
  DomainError,
  type Endpoint,
  type ParsedRequestOf,
  type ReplyOf,
  type RequestOf,
} from '@sallyport/domain';
import type { ClientBus } from '@sallyport/client';
import { Followers } from '../../apps/governance/src/application/follow/followers';
import { FollowRegistry } from '../../apps/governance/src/application/follow/follow-registry';
import { ReadSnapshot } from '../../apps/governance/src/application/follow/read-snapshot';
import { RecordDecisions } from '../../apps/governance/src/application/follow/record-decisions';
import { FakeChangeOutbox } from '../../apps/governance/src/application/ports/change-outbox.fake';
import type { Clock } from '../../apps/governance/src/application/ports/clock';
import type { EventStream } from '../../apps/governance/src/application/ports/event-stream';
import type { FakeRegistryStore } from '../../apps/governance/src/application/ports/registry-store.fake';
import type { ReplicaLeases } from '../../apps/governance/src/application/ports/replica-leases';
import type { ReplicaNotices } from '../../apps/governance/src/application/ports/replica-notices';
import type { CurrentView } from '../../apps/governance/src/application/registry/current-view';

/** One way over the network, there or back; it may take its time, or throw for what is lost. */
export type Leg = (endpoint: Endpoint) => Promise<void>;

/** Services that are functions in this process. Bodies cross as JSON, held to their contracts as on the bus. */
export class InProcessBus implements ClientBus {
  private readonly handlers = new Map<string, (request: never) => unknown>();
  private readonly listeners = new Map<string, Set<(body: unknown, subject: string) => void>>();

  constructor(private readonly leg: Leg = async () => undefined) {}

  serve<E extends Endpoint>(endpoint: E, handle: (request: ParsedRequestOf<E>) => unknown): this {
    this.handlers.set(endpoint.subject, handle as (request: never) => unknown);
    return this;
  }

  async call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<ReplyOf<E>> {
    const parsed = endpoint.request.safeParse(overTheWire(request));
    if (!parsed.success) throw new DomainError('invalid-request', parsed.error.message);
    const handle = this.handlers.get(endpoint.subject);
    if (handle === undefined) throw new DomainError('nobody-listens', `Nobody serves ${endpoint.subject}`);
    await this.leg(endpoint);
    const reply: unknown = await handle(parsed.data as never);
    await this.leg(endpoint);
    return endpoint.reply.parse(overTheWire(reply)) as ReplyOf<E>;
  }

  publish(subject: string, body: unknown): void {
    for (const listener of this.listeners.get(subject) ?? []) listener(body, subject);
  }

  subscribe(subject: string, onMessage: (body: unknown, subject: string) => void): { unsubscribe(): void } {
    const listening = this.listeners.get(subject) ?? new Set();
    this.listeners.set(subject, listening.add(onMessage));
    return { unsubscribe: () => void listening.delete(onMessage) };
  }

  async discover() {
    return [];
  }

  async close(): Promise<void> {
    this.listeners.clear();
  }
}

interface Governance {
  readonly store: FakeRegistryStore;
  readonly leases: ReplicaLeases;
  readonly notices: ReplicaNotices;
  readonly clock: Clock;
  readonly stream: EventStream;
  /** The replica that answers this time. */
  current(): CurrentView;
}

/** Governance's own use cases for those who follow. */
export function serveFollowers(bus: InProcessBus, governance: Governance): void {
  const { store, leases, notices, clock, stream } = governance;
  const outbox = new FakeChangeOutbox(store.log);
  const followers = new Followers(leases, clock);
  const follow = () => new FollowRegistry(store, leases, notices, governance.current(), outbox, followers);
  const snapshots = new ReadSnapshot(store, outbox);
  const records = new RecordDecisions(stream);
  bus.serve(registrySnapshot, (request) => snapshots.read(request));
  bus.serve(followRegistry, (request) => follow().follow(request));
  bus.serve(leaveRegistry, (request) => follow().leave(request));
  bus.serve(recordDecisions, (request) => records.record(request));
}

function overTheWire(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body));
}
