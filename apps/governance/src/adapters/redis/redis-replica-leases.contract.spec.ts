import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startRedisServer, type TestRedisServer } from '../../../../../test/support/redis-server';
import { FakeLog } from '../../application/ports/log.fake';
import { replicaLeasesContract } from '../../application/ports/replica-leases.contract';
import { leasesKey, RedisReplicaLeases } from './redis-replica-leases';

/** More than the product's: a machine that does other things too answers late. */
const PATIENCE_MS = 5_000;
const UNAVAILABLE = { code: 'store-unavailable' };
const KEY = leasesKey('registry-1');

let redis: TestRedisServer;
let reader: Redis;
let open: { close(): void }[] = [];

function readerOf(server: TestRedisServer): Redis {
  const client = new Redis(server.url, { retryStrategy: () => 20 });
  client.on('error', () => undefined);
  open.push({ close: () => client.disconnect() });
  return client;
}

function replica({ url = redis.url, registryId = 'registry-1', log = new FakeLog() } = {}) {
  const leases = new RedisReplicaLeases(url, registryId, log, PATIENCE_MS);
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

async function expectAnotherLife(leases: RedisReplicaLeases, before: string): Promise<string> {
  await expect(leases.renew('a', 2, before)).rejects.toMatchObject(UNAVAILABLE);
  await expect(leases.behind(9, before)).rejects.toMatchObject(UNAVAILABLE);
  const now = await identified(leases);
  expect(now).not.toBe(before);
  await expect(leases.renew('a', 2, before)).rejects.toMatchObject(UNAVAILABLE);
  await expect(leases.behind(9, before)).rejects.toMatchObject(UNAVAILABLE);
  await expect(leases.forget('a', 9, before)).rejects.toMatchObject(UNAVAILABLE);
  return now;
}

afterEach(() => {
  for (const one of open) one.close();
  open = [];
});

describe('governance/adapters/redis/redis-replica-leases', () => {
  beforeAll(async () => {
    redis = await startRedisServer();
  }, 30_000);
  beforeEach(async () => {
    reader = readerOf(redis);
    await reader.flushall();
  });
  afterAll(() => redis?.stop());

  replicaLeasesContract(async () => replica());

  it('is one store for all replicas, however many ask at once who it is', async () => {
    const [one, two, three] = [replica(), replica(), replica()] as const;

    const identities = await Promise.all([one.identity(), two.identity(), three.identity()]);
    const [identity] = identities;
    await one.renew('one', 1, identity);
    await two.renew('two', 5, identity);

    expect(new Set(identities).size).toBe(1);
    expect(await three.behind(5, identity)).toEqual([{ holder: 'one', renewal: 1 }]);
  });

  it('keeps two registries in one Redis apart', async () => {
    const [ours, theirs] = [replica(), replica({ registryId: 'registry-2' })];
    const identity = await ours.identity();
    await ours.renew('a', 1, identity);

    const other = await theirs.identity();

    expect(other).not.toBe(identity);
    expect(await theirs.holders(other)).toEqual([]);
    await expect(theirs.holders(identity)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('sees the largest revision there is', async () => {
    const leases = replica();
    const identity = await leases.identity();
    await leases.renew('a', 999_999_999_999_999, identity);
    await leases.renew('a', 999_999_999_999_998, identity);

    expect(await leases.holders(identity)).toEqual([
      { holder: 'a', revision: 999_999_999_999_999, renewal: 2 },
    ]);
  });

  it('nothing that it holds runs out by itself', async () => {
    const leases = replica();
    await leases.renew('a', 1, await leases.identity());

    expect(await reader.ttl(KEY)).toBe(-1);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['everything', () => reader.flushall()],
    ['this database', () => reader.flushdb()],
    ['this key, as an eviction does', () => reader.del(KEY)],
  ])('is another store after a loss of %s', async (_, lose) => {
    const leases = replica();
    const before = await leases.identity();
    await leases.renew('a', 1, before);

    await lose();

    const now = await expectAnotherLife(leases, before);
    expect(await leases.holders(now)).toEqual([]);
    await leases.renew('a', 1, now);
    expect(await leases.behind(2, now)).toEqual([{ holder: 'a', renewal: 1 }]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a lease that is none', () => reader.hset(KEY, 'holder:b', 'soon')],
    ['a lease out of all numbers', () => reader.hset(KEY, 'holder:b', `${'9'.repeat(30)} 1`)],
    ['an identity that is none', () => reader.hset(KEY, 'id', 'a b')],
    ['another kind of value', async () => [await reader.del(KEY), await reader.set(KEY, 'x')]],
  ])('tells no holders where the key holds %s', async (_, spoil) => {
    const leases = replica();
    const identity = await leases.identity();
    await leases.renew('a', 1, identity);

    await spoil();

    await expect(leases.holders(identity)).rejects.toMatchObject(UNAVAILABLE);
    await expect(leases.behind(9, identity)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('does not log a password that Redis refuses', async () => {
    const log = new FakeLog();
    const leases = replica({ url: redis.url.replace('//', '//ann:hunter2@'), log });

    const refusal = await leases.identity().catch((error: unknown) => error);

    expect(refusal).toMatchObject(UNAVAILABLE);
    expect(log.lines).toHaveLength(1);
    expect(JSON.stringify([log.lines, refusal, (refusal as Error).cause])).not.toContain('hunter2');
  });
});
