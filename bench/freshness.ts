// bench: a ban from request to acknowledgement with 4 replicas, healthy and with one of them stopped, against a bare commit
import { type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { banPackage, type WriteReceipt } from '@sallyport/domain';
import { Bus, provision } from '@sallyport/messaging';
import { Client } from 'pg';
import { connection, runBench, type Figures } from './frame';
import { createDatabase, startBus, startProgram, stopProgram } from './private-bus';

const REPLICAS = 4;
const HEALTHY_P99_MS = 50;
/** Beyond a lease, with one replica stopped. */
const STOPPED_MARGIN_MS = 100;
/** Of each round that counts: 450 and 9 in all. */
const BANS = { healthy: 150, stopped: 3 };
/** Between bans: a writer that never pauses would be measured against itself. */
const PAUSE_MS = 5;
const ROUNDS = 3;
const ACTOR = { kind: 'person', id: 'bench' } as const;
const TIMEOUT_MS = 10_000;

async function main(): Promise<void> {
  const { LEASE_MS } = (await import(
    join(__dirname, '../../apps/governance/dist/application/ports/replica-leases.js')
  )) as { LEASE_MS: number };
  const limitMs = LEASE_MS + STOPPED_MARGIN_MS;
  const database = await createDatabase(connection().databaseUrl);
  const bus = await startBus();
  const user = await Bus.connect({ url: bus.url, seed: '', user: 'provisioner', name: 'bench' });
  await provision(user);
  const replicas: ChildProcess[] = [];
  for (let n = 0; n < REPLICAS; n += 1) replicas.push(await startReplica(bus.url, database.url));
  const [victim] = replicas as [ChildProcess];
  const client = new Client({ connectionString: database.url });
  await client.connect();

  let banned = 0;
  /** @returns milliseconds until the acknowledgement */
  async function ban(): Promise<number> {
    const pkg = { ecosystem: 'npm', name: `freshness-${banned++}`, version: '1.0.0' };
    const began = performance.now();
    const receipt: WriteReceipt = await user.call(
      banPackage,
      { actor: ACTOR, package: pkg, reason: 'measured' },
      { timeoutMs: TIMEOUT_MS },
    );
    if (receipt.changed !== 1) throw new Error(`A ban changed ${receipt.changed} packages`);
    return performance.now() - began;
  }

  await ban();
  const bareCommit = await bareCommits(client);

  await runBench({
    name: 'freshness',
    // The greater of the two times, each over its limit.
    target: 1,
    higherIsBetter: false,
    rounds: ROUNDS,
    ours: async () => {
      const healthy: number[] = [];
      for (let n = 0; n < BANS.healthy; n += 1) {
        healthy.push(await ban());
        await sleep(PAUSE_MS);
      }
      const stopped = await whileStopped(victim, ban, LEASE_MS);
      return { ...percentiles(healthy), stoppedMedianMs: at(stopped, 0.5), stoppedWorstMs: at(stopped, 1) };
    },
    baseline: async () => {
      const times: number[] = [];
      for (let n = 0; n < BANS.healthy; n += 1) {
        times.push(await bareCommit());
        await sleep(PAUSE_MS);
      }
      return percentiles(times);
    },
    ratio: ({ p99Ms = NaN, stoppedWorstMs = NaN }) =>
      Math.max(p99Ms / HEALTHY_P99_MS, stoppedWorstMs / limitMs),
    async cleanUp() {
      await client.end();
      await user.close();
      for (const replica of replicas) await stopProgram(replica);
      await bus.stop();
      await database.drop();
    },
  });
}

const startReplica = (natsUrl: string, databaseUrl: string): Promise<ChildProcess> =>
  startProgram(join(__dirname, '../../apps/governance/dist/main.js'), {
    NATS_URL: natsUrl,
    NATS_NKEY_SEED_FILE: '',
    LOG_LEVEL: 'info',
    DATABASE_URL: databaseUrl,
    INITIAL_POLICY_FILE: join(__dirname, '../../deploy/dev/policy.yaml'),
  });

/**
 * Bans that wait for the lease of a replica that has just been stopped. One ban each stop: the next one need not wait
 * for it any more. The bus hands some of the bans to the stopped replica, which answers nobody: those are asked
 * again after it goes on, and only the others are counted.
 */
async function whileStopped(
  victim: ChildProcess,
  ban: () => Promise<number>,
  leaseMs: number,
): Promise<number[]> {
  const times: number[] = [];
  while (times.length < BANS.stopped) {
    victim.kill('SIGSTOP');
    const asked = ban();
    const inTime = await Promise.race([asked.then(() => true), sleep(2 * leaseMs).then(() => false)]);
    victim.kill('SIGCONT');
    const ms = await asked;
    if (inTime) times.push(ms);
    await sleep(leaseMs);
  }
  return times;
}

/** The same tables beside governance's own, and a ban's rows to put there. @returns one commit of them, milliseconds */
async function bareCommits(client: Client): Promise<() => Promise<number>> {
  await client.query('create schema bench');
  for (const table of ['registry_counter', 'registry_change', 'package_entry'])
    await client.query(`create table bench.${table} (like governance.${table} including all)`);
  await client.query('insert into bench.registry_counter select * from governance.registry_counter');
  const change = await client.query<{ parts: unknown; at: Date }>(
    'select parts, at from governance.registry_change order by revision desc limit 1',
  );
  const entry = await client.query<{ row: object }>(
    `select to_jsonb(entry) as row from governance.package_entry entry where name like 'freshness-%' limit 1`,
  );
  const parts = JSON.stringify(change.rows[0]?.parts);
  const at = change.rows[0]?.at;
  const row = entry.rows[0]?.row;
  let committed = 0;
  return async () => {
    const name = `bare-${committed++}`;
    const began = performance.now();
    await client.query('begin');
    const { rows } = await client.query<{ revision: string }>(
      'update bench.registry_counter set revision = revision + 1 returning revision',
    );
    await client.query(
      'insert into bench.package_entry select * from jsonb_populate_record(null::bench.package_entry, $1)',
      [JSON.stringify({ ...row, name })],
    );
    await client.query('insert into bench.registry_change (revision, parts, at) values ($1, $2, $3)', [
      rows[0]?.revision,
      parts,
      at,
    ]);
    await client.query('commit');
    return performance.now() - began;
  };
}

const at = (times: readonly number[], part: number): number => {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
};

const percentiles = (times: readonly number[]): Figures => ({
  p50Ms: at(times, 0.5),
  p99Ms: at(times, 0.99),
});

void main();
