import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startRedisServer, type TestRedisServer } from '../../../../../test/support/redis-server';
import { FakeLog } from '../../application/ports/log.fake';
import { RedisReplicaLeases } from './redis-replica-leases';

/** More than the product's: a machine that does other things too answers late. */
const PATIENCE_MS = 2_000;
const UNAVAILABLE = { code: 'store-unavailable' };

let servers: TestRedisServer[] = [];
let open: { close(): void }[] = [];

async function server(options?: { running: boolean }): Promise<TestRedisServer> {
  const started = await startRedisServer(options);
  servers.push(started);
  return started;
}

async function readerOf({ url }: TestRedisServer): Promise<Redis> {
  const client = new Redis(url, { lazyConnect: true });
  client.on('error', () => undefined);
  await client.connect();
  open.push({ close: () => client.disconnect() });
  return client;
}

function replicaAt({ url }: TestRedisServer, log = new FakeLog()): RedisReplicaLeases {
  const leases = new RedisReplicaLeases(url, 'registry-1', log, PATIENCE_MS);
  open.push(leases);
  return leases;
}

/** The first identity that is told; a test without one ends by Jest's limit. */
async function identified(leases: RedisReplicaLeases): Promise<string> {
  for (;;) {
    const identity = await leases.identity().catch(() => undefined);
    if (identity !== undefined) return identity;
    await sleep(20);
  }
}

async function expectNothingInTheNameOf(identity: string, leases: RedisReplicaLeases): Promise<void> {
  await expect(leases.renew('a', 2, identity)).rejects.toMatchObject(UNAVAILABLE);
  await expect(leases.behind(9, identity)).rejects.toMatchObject(UNAVAILABLE);
  await expect(leases.holders(identity)).rejects.toMatchObject(UNAVAILABLE);
  await expect(leases.forget('a', 9, identity)).rejects.toMatchObject(UNAVAILABLE);
}

const named = (holders: readonly { holder: string }[]) => holders.map(({ holder }) => holder);

describe('governance/adapters/redis/redis-replica-leases, lives of a server', () => {
  afterEach(async () => {
    for (const one of open) one.close();
    open = [];
    await Promise.all(servers.map((one) => one.stop()));
    servers = [];
  });

  it.each<[string, boolean]>([
    ['empty', false],
    ['with older data', true],
  ])(
    'is another store when Redis comes back %s',
    async (_, saves) => {
      const redis = await server();
      const log = new FakeLog();
      const leases = replicaAt(redis, log);
      const before = await leases.identity();
      await leases.renew('saved', 1, before);
      if (saves) await (await readerOf(redis)).save();
      await leases.renew('lost', 1, before);

      await redis.kill();
      await expectNothingInTheNameOf(before, leases);
      await redis.start();

      const now = await identified(leases);
      expect(now).not.toBe(before);
      await expectNothingInTheNameOf(before, leases);
      expect(named(await leases.holders(now))).toEqual(saves ? ['saved'] : []);
      expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
    },
    30_000,
  );

  it('asks nothing of a server that follows another one, and takes it for another store when it leads', async () => {
    const [leader, follower] = [await server(), await server()];
    const [atLeader, atFollower] = [replicaAt(leader), replicaAt(follower)];
    const following = await readerOf(follower);
    // Else it waits for more followers before it lets this one in.
    await (await readerOf(leader)).config('SET', 'repl-diskless-sync-delay', '0');
    const { hostname, port } = new URL(leader.url);
    const before = await atLeader.identity();
    await following.replicaof(hostname, Number(port));
    while (!(await following.info('replication')).includes('master_link_status:up')) await sleep(20);
    const led = await identified(atLeader);
    await atLeader.renew('a', 1, led);
    while ((await following.dbsize()) === 0) await sleep(20);

    await expect(atFollower.identity()).rejects.toMatchObject(UNAVAILABLE);
    await expectNothingInTheNameOf(before, atFollower);
    await expectNothingInTheNameOf(led, atFollower);

    await following.replicaof('NO', 'ONE');
    const promoted = await identified(atFollower);
    expect(promoted).not.toBe(led);
    await expectNothingInTheNameOf(led, atFollower);
    // What a client that has not heard of the promotion still talks to is a store of its own.
    await atLeader.renew('a', 2, led);
    await expectNothingInTheNameOf(promoted, atLeader);
  }, 30_000);

  it('is another store when the server has followed and leads again', async () => {
    const [redis, other] = [await server(), await server()];
    const leases = replicaAt(redis);
    const before = await leases.identity();
    await leases.renew('a', 1, before);
    const reader = await readerOf(redis);
    const { hostname, port } = new URL(other.url);

    await reader.replicaof(hostname, Number(port));
    await expectNothingInTheNameOf(before, leases);
    await reader.replicaof('NO', 'ONE');

    expect(await identified(leases)).not.toBe(before);
    await expectNothingInTheNameOf(before, leases);
  }, 30_000);

  it('lets nobody hang on a Redis that is silent, and is the same store when it speaks again', async () => {
    const redis = await server();
    const log = new FakeLog();
    const leases = replicaAt(redis, log);
    const identity = await leases.identity();
    await leases.renew('a', 1, identity);

    redis.pause();
    await expectNothingInTheNameOf(identity, leases);
    await expect(leases.identity()).rejects.toMatchObject(UNAVAILABLE);
    await expect(leases.release('a')).rejects.toMatchObject(UNAVAILABLE);
    redis.resume();

    expect(await identified(leases)).toBe(identity);
    await leases.renew('a', 3, identity);
    expect(await leases.holders(identity)).toMatchObject([{ holder: 'a', revision: 3 }]);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  }, 30_000);

  it('lets nobody hang on a Redis that is silent from the start', async () => {
    const redis = await server();
    redis.pause();
    const leases = replicaAt(redis);

    const asked = Array.from({ length: 20 }, () => leases.identity());

    expect(await Promise.allSettled(asked)).toEqual(
      Array.from({ length: 20 }, () => ({
        status: 'rejected',
        reason: expect.objectContaining(UNAVAILABLE) as unknown,
      })),
    );
    redis.resume();
    await identified(leases);
  }, 30_000);

  it('starts without Redis, and holds leases once it is there', async () => {
    const redis = await server({ running: false });
    const leases = replicaAt(redis);
    await expect(leases.identity()).rejects.toMatchObject(UNAVAILABLE);

    await redis.start();

    const identity = await identified(leases);
    await leases.renew('a', 1, identity);
    expect(named(await leases.behind(2, identity))).toEqual(['a']);
  }, 30_000);

  it('answers nobody after it was closed, and says nothing about it', async () => {
    const redis = await server();
    const log = new FakeLog();
    const leases = replicaAt(redis, log);
    const identity = await leases.identity();

    leases.close();

    await expectNothingInTheNameOf(identity, leases);
    expect(log.lines).toEqual([]);
  }, 30_000);
});
