import {
  approvePackages,
  recordScan,
  registerAgent,
  type Endpoint,
  type ReplyOf,
  type RequestOf,
} from '@sallyport/domain';
import { cleanScan } from '@sallyport/domain/testing';
import { Bus, provision } from '@sallyport/messaging';
import { mkdtempSync, rmSync } from 'node:fs';
import { Redis } from 'ioredis';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startRedisServer, type TestRedisServer } from '../redis-server';
import { DurablePostgres } from './durable-postgres';
import type { History } from './history';
import { Load } from './load';
import { readLog } from './registry-log';
import { Replica } from './replica';
import { RestartableNats } from './restartable-nats';
import { wallOffset } from './shared-clock';
import { AGENTS, APPROVED_FROM, maturityOf, PACKAGES, QUESTIONS } from './subjects';
import { TcpProxy } from './tcp-proxy';
import { Writers } from './writers';

export interface WorldOptions {
  readonly replicas: number;
  /** Whether replicas keep their leases in Redis. */
  readonly redis: boolean;
  /** Another build of governance than the repository's. */
  readonly build?: { readonly main: string; readonly nodePath: string };
}

const ACTOR = { kind: 'person', id: 'fresh-admin' } as const;
const WORKERS = 2;
const SLOTS = 20;
const START_CALM_MS = 500;
const START_WITHIN_MS = 60_000;

/** Governance as it runs in earnest, with every server and every link of one replica, the victim, in the test's hands. */
export class World {
  load!: Load;
  writers!: Writers;

  private constructor(
    private readonly directory: string,
    readonly nats: RestartableNats,
    readonly postgres: DurablePostgres,
    readonly redis: TestRedisServer | undefined,
    readonly links: { nats: TcpProxy; postgres: TcpProxy; redis: TcpProxy | undefined },
    readonly replicas: readonly [Replica, ...Replica[]],
    private readonly bus: Bus,
  ) {}

  static async start({ replicas: count, redis: withRedis, build }: WorldOptions): Promise<World> {
    const directory = mkdtempSync(join(tmpdir(), 'sallyport-fresh-'));
    const [nats, postgres, redis] = await Promise.all([
      RestartableNats.start(),
      DurablePostgres.start(),
      withRedis ? startRedisServer() : undefined,
    ]);
    const links = {
      nats: await TcpProxy.to(nats.port),
      postgres: await TcpProxy.to(postgres.port),
      redis: redis && (await TcpProxy.to(Number(new URL(redis.url).port))),
    };
    const common = { directory, main: build?.main, nodePath: build?.nodePath };
    const victim = new Replica({
      ...common,
      name: 'victim',
      natsUrl: `nats://127.0.0.1:${links.nats.port}`,
      databaseUrl: postgres.url.replace(String(postgres.port), String(links.postgres.port)),
      redisUrl: links.redis && `redis://127.0.0.1:${links.redis.port}`,
      clock: true,
    });
    const others = Array.from({ length: count - 1 }, (_, n) => {
      const servers = { natsUrl: nats.url, databaseUrl: postgres.url, redisUrl: redis?.url };
      return new Replica({ ...common, ...servers, name: `replica-${n + 1}` });
    });
    const bus = await Bus.connect({ url: nats.url, seed: '', user: 'provisioner', name: 'freshness' });
    await provision(bus);
    const world = new World(directory, nats, postgres, redis, links, [victim, ...others], bus);
    try {
      // The first one makes the schema and puts the policy in force.
      await victim.up();
      await Promise.all(others.map((replica) => replica.up()));
      await world.fill();
      world.run();
      await world.calm(START_CALM_MS, START_WITHIN_MS);
      return world;
    } catch (cause) {
      await world.destroy();
      throw cause;
    }
  }

  get victim(): Replica {
    return this.replicas[0];
  }

  call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<ReplyOf<E>> {
    return this.bus.call(endpoint, request);
  }

  /** Everything in it is gone, while it runs on. */
  async flushRedis(): Promise<void> {
    const client = new Redis(this.redis?.url ?? '', { maxRetriesPerRequest: 1 });
    await client.flushall();
    client.disconnect();
  }

  /** Ends the load, reads everything back, and takes all of it down. */
  async finish(): Promise<History> {
    try {
      await this.writers.stop();
      const checks = await this.load.stop();
      const log = await readLog(this.postgres);
      const { operations } = this.writers;
      return { operations, log, checks, questions: QUESTIONS, wallOffset: wallOffset() };
    } finally {
      await this.destroy();
    }
  }

  async destroy(): Promise<void> {
    this.load?.kill();
    void this.writers?.stop();
    await Promise.all(this.replicas.map((replica) => replica.kill()));
    for (const link of [this.links.nats, this.links.postgres, this.links.redis]) await link?.close();
    await this.bus.close();
    await Promise.all([this.nats.destroy(), this.postgres.destroy(), this.redis?.stop()]);
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Registered, scanned, approved: everything is allowed to everybody. */
  private async fill(): Promise<void> {
    await Promise.all(
      AGENTS.map((agentId, n) =>
        this.call(registerAgent, { actor: ACTOR, agentId, maturity: maturityOf(n) }),
      ),
    );
    await this.call(recordScan, cleanScan('npm', PACKAGES, new Date().toISOString()));
    await this.call(approvePackages, {
      actor: ACTOR,
      packages: PACKAGES.map((pkg) => ({ ...pkg })),
      minMaturity: APPROVED_FROM,
    });
  }

  private run(): void {
    this.load = Load.start({
      natsUrl: this.nats.url,
      directory: this.directory,
      workers: WORKERS,
      slots: SLOTS,
      agents: AGENTS,
      packages: PACKAGES,
      questions: QUESTIONS,
    });
    this.writers = new Writers(this.bus, (news) => this.load.tell(news));
  }

  /** Until every replica serves. @throws Error when they do not within `withinMs` */
  async whole(withinMs: number): Promise<void> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const services = await this.bus.discover().catch(() => []);
      if (services.filter(({ name }) => name === 'governance').length === this.replicas.length) return;
      if (Date.now() > deadline) throw new Error(`Not every replica served again within ${withinMs} ms`);
      await sleep(50);
    }
  }

  /** Until every check is decided for a while again. @throws Error when it is not within `withinMs` */
  async calm(forMs: number, withinMs: number): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (this.load.calmMs() < forMs) {
      if (Date.now() > deadline) throw new Error(`Checks were not decided again within ${withinMs} ms`);
      await sleep(50);
    }
  }
}
