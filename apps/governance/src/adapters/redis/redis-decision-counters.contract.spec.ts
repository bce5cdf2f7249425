import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startRedisServer, type TestRedisServer } from '../../../../../test/support/redis-server';
import { answered, decisionCountersContract } from '../../application/ports/decision-counters.contract';
import type { DecisionTotals } from '../../application/ports/decision-counters';
import { FakeLog } from '../../application/ports/log.fake';
import { COUNTERS_KEY, RedisDecisionCounters } from './redis-decision-counters';

let redis: TestRedisServer;
let reader: Redis;
let open: RedisDecisionCounters[] = [];

beforeAll(async () => {
  redis = await startRedisServer();
  reader = new Redis(redis.url);
  reader.on('error', () => undefined);
}, 30_000);

afterEach(async () => {
  await Promise.all(open.map((counters) => counters.close()));
  open = [];
});

afterAll(async () => {
  reader?.disconnect();
  await redis?.stop();
});

function replica(name: string, { url = redis.url, log = new FakeLog() } = {}): RedisDecisionCounters {
  const counters = new RedisDecisionCounters(url, name, log);
  open.push(counters);
  return counters;
}

/** What replicas share; the busiest are each one's own. */
async function figures(counters: RedisDecisionCounters) {
  return figuresIn(await counters.totals());
}
const figuresIn = ({ total, allowed, byReason, shared }: DecisionTotals) => ({
  total,
  allowed,
  byReason,
  shared,
});

/** The first totals that are as wanted; a test without them ends by Jest's limit. */
async function eventually(
  counters: RedisDecisionCounters,
  wanted: (totals: DecisionTotals) => boolean,
): Promise<DecisionTotals> {
  for (;;) {
    const totals = await counters.totals();
    if (wanted(totals)) return totals;
    await sleep(20);
  }
}
const shared = (counters: RedisDecisionCounters) => eventually(counters, (totals) => totals.shared);

async function connected(...names: string[]): Promise<RedisDecisionCounters[]> {
  await reader.flushall();
  const counters = names.map((name) => replica(name));
  await Promise.all(counters.map(shared));
  return counters;
}

function countMany(counters: RedisDecisionCounters, times: number): void {
  for (let n = 0; n < times; n += 1) counters.count(answered(true, ['approved']));
}

describe('governance/adapters/redis/redis-decision-counters', () => {
  decisionCountersContract(async () => (await connected('r1'))[0] as RedisDecisionCounters);

  it('shares totals between replicas, and keeps them when one ends', async () => {
    const [one, two] = (await connected('r1', 'r2')) as [RedisDecisionCounters, RedisDecisionCounters];

    countMany(one, 2);
    two.count(answered(false, ['banned']));
    await Promise.all([one.close(), two.flush()]);

    const all = { total: 3, allowed: 2, byReason: { approved: 2, banned: 1 }, shared: true };
    expect(await figures(two)).toEqual(all);
    expect(await shared(replica('r3'))).toEqual({ ...all, byAgent: [], byPackage: [] });
  });

  it('sends by itself what was counted', async () => {
    const [counters] = (await connected('r1')) as [RedisDecisionCounters];

    countMany(counters, 4);
    while ((await reader.hget(COUNTERS_KEY, 'total')) !== '4') await sleep(50);

    expect(await reader.hgetall(COUNTERS_KEY)).toEqual({ total: '4', allowed: '4', 'reason:approved': '4' });
  });

  it('leaves nothing behind that grows with replicas', async () => {
    const [counters] = (await connected('r1')) as [RedisDecisionCounters];
    countMany(counters, 1);
    await counters.flush();

    expect((await reader.keys('*')).sort()).toEqual([COUNTERS_KEY, `${COUNTERS_KEY}:sent:r1`]);
    expect(await reader.ttl(`${COUNTERS_KEY}:sent:r1`)).toBeGreaterThan(0);
  });

  it('says only what it can: no reason it does not know, and its own where Redis holds no figures', async () => {
    const [counters] = (await connected('r1')) as [RedisDecisionCounters];
    countMany(counters, 1);
    await counters.flush();

    await reader.hset(COUNTERS_KEY, 'reason:of-a-newer-release', '7');
    expect(await figures(counters)).toEqual({
      total: 1,
      allowed: 1,
      byReason: { approved: 1 },
      shared: true,
    });

    await reader.hset(COUNTERS_KEY, 'total', 'many');
    expect(await figures(counters)).toEqual({
      total: 1,
      allowed: 1,
      byReason: { approved: 1 },
      shared: false,
    });
  });
});

describe('governance/adapters/redis/redis-decision-counters, without Redis', () => {
  let own: TestRedisServer;
  afterEach(async () => {
    await Promise.all(open.map((counters) => counters.close()));
    await own.stop();
  });

  it('counts on when Redis is killed, and what was counted arrives when it is back', async () => {
    own = await startRedisServer();
    const log = new FakeLog();
    const counters = replica('r1', { url: own.url, log });
    await shared(counters);
    countMany(counters, 5);
    await counters.flush();

    await own.kill();
    countMany(counters, 1_000);
    await counters.flush();
    counters.count(answered(false, ['banned']));

    // This replica's own, from its start.
    expect(figuresIn(await eventually(counters, (totals) => !totals.shared))).toEqual({
      total: 1_006,
      allowed: 1_005,
      byReason: { approved: 1_005, banned: 1 },
      shared: false,
    });

    await own.start();
    // The five went with the server; the others waited.
    expect(figuresIn(await shared(counters))).toEqual({
      total: 1_001,
      allowed: 1_000,
      byReason: { approved: 1_000, banned: 1 },
      shared: true,
    });
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  }, 30_000);

  it('adds once what a silent Redis took without an answer', async () => {
    own = await startRedisServer();
    const counters = replica('r1', { url: own.url });
    await shared(counters);
    countMany(counters, 5);

    own.pause();
    await counters.flush();
    expect(await counters.totals()).toMatchObject({ total: 5, shared: false });
    countMany(counters, 2);
    await counters.flush();
    own.resume();

    expect(await shared(counters)).toMatchObject({ total: 7, byReason: { approved: 7 }, shared: true });
  }, 30_000);

  it('starts without Redis, and shares once it is there', async () => {
    own = await startRedisServer({ running: false });
    const counters = replica('r1', { url: own.url });

    countMany(counters, 3);
    await counters.flush();
    expect(await counters.totals()).toMatchObject({ total: 3, shared: false });

    await own.start();
    expect(await shared(counters)).toMatchObject({ total: 3, shared: true });
  }, 30_000);

  it('ends without Redis, and says what was lost', async () => {
    own = await startRedisServer({ running: false });
    const log = new FakeLog();
    const counters = replica('r1', { url: own.url, log });
    countMany(counters, 3);

    await counters.close();

    expect(log.lines.at(-1)).toMatchObject({ level: 'warn', fields: { lost: 3 } });
  });

  it('ends while Redis holds its answer back', async () => {
    own = await startRedisServer();
    const log = new FakeLog();
    const counters = replica('r1', { url: own.url, log });
    await shared(counters);
    countMany(counters, 3);
    own.pause();

    await counters.close();

    expect(log.lines.at(-1)).toMatchObject({ fields: { lost: 3 } });
    expect(await counters.totals()).toMatchObject({ total: 3, shared: false });
  });

  it('does not log a password that Redis refuses', async () => {
    own = await startRedisServer();
    const log = new FakeLog();
    const counters = replica('r1', { url: own.url.replace('//', '//ann:hunter2@'), log });
    while (log.lines.length === 0) await sleep(20);

    expect(await counters.totals()).toMatchObject({ shared: false });
    expect(JSON.stringify(log.lines)).not.toContain('hunter2');
  });
});
