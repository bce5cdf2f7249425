// bench: checks with 1,000,000 rows in the registry against 1,000, and the memory that a row takes in the view
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { checkPackage, governanceStats, type Decision, type ReplyOf } from '@sallyport/domain';
import { Bus, provision } from '@sallyport/messaging';
import { RegistryView } from '@sallyport/registry-view';
import { connect, type NatsConnection } from 'nats';
import { Client } from 'pg';
import { connection, runBench } from './frame';
import { createDatabase, startBus, startProgram, stopProgram } from './private-bus';
import { fillRegistry, MIX, versionAt } from './registry-rows';
import { roundTrips } from './round-trips';

const ROWS = { many: 1_000_000, few: 1_000 };
const COUNT = { at64: 20_000, at1: 3_000 };
/** A part of the figure too: more than this, and the bench is not met whatever the times are. */
const MAX_BYTES_A_ROW = 300;
const GOVERNANCE = join(__dirname, '../../apps/governance/dist/main.js');

/** A registry of so many rows with a governance and a bus of its own. */
interface Side {
  readonly rows: number;
  readonly client: NatsConnection;
  readonly databaseUrl: string;
}

/** `undo`: takes what has to be taken away at the end, last first; also of a side that does not come up. */
async function sideOf(rows: number, undo: (() => Promise<void>)[]): Promise<Side> {
  const database = await createDatabase(connection().databaseUrl);
  undo.push(() => database.drop());
  const bus = await startBus();
  undo.push(() => bus.stop());
  const env = {
    NATS_URL: bus.url,
    NATS_NKEY_SEED_FILE: '',
    LOG_LEVEL: 'info',
    DATABASE_URL: database.url,
    NODE_OPTIONS: '--max-old-space-size=1024',
  };
  const provisioner = await Bus.connect({ url: bus.url, seed: '', user: 'provisioner', name: 'bench' });
  undo.push(() => provisioner.close());
  await provision(provisioner);
  // Once for the tables, then again with what is in them.
  await stopProgram(await startProgram(GOVERNANCE, env));
  await fillRegistry(database.url, rows);
  const began = performance.now();
  const governance = await startProgram(GOVERNANCE, env);
  process.stderr.write(
    `growth: ${rows} rows from the tables in ${Math.round(performance.now() - began)} ms\n`,
  );
  undo.push(() => stopProgram(governance));
  const client = await connect({ servers: bus.url });
  undo.push(() => client.close());
  return { rows, client, databaseUrl: database.url };
}

/** Any approved version, each as likely as the others: nothing is asked for so often that a cache would hide the rows. */
function question({ rows }: Side): () => unknown {
  const versions = (rows / 1_000) * MIX.approvedVersions;
  const agents = (rows / 1_000) * MIX.agents;
  let seed = 1;
  return () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return { agentId: `agent-${seed % agents}`, ecosystem: 'npm', ...versionAt(seed % versions) };
  };
}

async function measure(side: Side, ask: () => unknown) {
  const expect = (reply: unknown): boolean => (reply as Decision).allowed;
  const { subject } = checkPackage;
  const many = await roundTrips(side.client, subject, ask, { count: COUNT.at64, inFlight: 64, expect });
  const one = await roundTrips(side.client, subject, ask, { count: COUNT.at1, inFlight: 1, expect });
  return { p50MsAt64: many.p50Ms, p99MsAt64: many.p99Ms, p50MsAt1: one.p50Ms, p99MsAt1: one.p99Ms };
}

/** Answers are found ahead of checks while nobody asks (docs/adr/0044): of every version, before anything is compared. */
async function decidedAhead({ client, rows }: Side): Promise<void> {
  const versions = (rows / 1_000) * (MIX.approvedVersions + MIX.bannedVersions);
  const began = performance.now();
  for (;;) {
    const reply = await client.request(governanceStats.subject, '{}', { timeout: 60_000 });
    const { view } = reply.json<ReplyOf<typeof governanceStats>>();
    if (view.decidedAhead >= versions) break;
    if (performance.now() - began > 600_000) throw new Error(`Only ${view.decidedAhead} were decided ahead.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  process.stderr.write(
    `growth: ${versions} versions decided ahead after ${Math.round(performance.now() - began)} ms\n`,
  );
}

/** Waits for the snapshot that the service keeps by itself. */
async function partsOf(side: Side): Promise<Buffer[]> {
  const client = new Client({ connectionString: side.databaseUrl });
  await client.connect();
  try {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const { rows } = await client.query<{ body: Buffer }>(
        'select body from governance.registry_snapshot order by revision desc, part',
      );
      if (rows.length > 0) return rows.map(({ body }) => body);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  } finally {
    await client.end();
  }
  throw new Error('No snapshot was kept within a minute.');
}

/**
 * What a view takes in this process: the JavaScript heap, and what lies outside of it (Node counts array buffers in
 * `external`), after everything else was collected.
 */
async function memoryOf(sides: readonly Side[]): Promise<number[]> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const taken = async (): Promise<number> => {
    for (let round = 0; round < 5; round += 1) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const sizes: number[] = [];
  for (const side of sides) {
    const before = await taken();
    const view = new RegistryView();
    view.loadPacked(await partsOf(side));
    sizes.push((await taken()) - before);
    if (view.revision !== 1) throw new Error(`The snapshot is of revision ${view.revision}`);
  }
  return sizes;
}

async function main(): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    const few = await sideOf(ROWS.few, undo);
    const many = await sideOf(ROWS.many, undo);
    const [bytesOfFew, bytesOfMany] = (await memoryOf([few, many])) as [number, number];
    const bytesPerRow = (bytesOfMany - bytesOfFew) / (ROWS.many - ROWS.few);
    const [askMany, askFew] = [question(many), question(few)];
    const [coldMany, coldFew] = [await measure(many, askMany), await measure(few, askFew)];
    for (const side of [few, many]) await decidedAhead(side);
    await runBench({
      name: 'growth',
      target: 1.2,
      higherIsBetter: false,
      rounds: 5,
      ours: async () => ({
        ...(await measure(many, askMany)),
        p50MsAt64AtFirst: coldMany.p50MsAt64,
        viewMiB: bytesOfMany / 2 ** 20,
        bytesPerRow,
      }),
      baseline: async () => ({
        ...(await measure(few, askFew)),
        p50MsAt64AtFirst: coldFew.p50MsAt64,
        viewMiB: bytesOfFew / 2 ** 20,
      }),
      // The worse of the two ways to ask; a view that takes too much is no view of a million rows.
      ratio: (ours, baseline) =>
        bytesPerRow > MAX_BYTES_A_ROW
          ? Infinity
          : Math.max(
              (ours['p50MsAt64'] ?? NaN) / (baseline['p50MsAt64'] ?? NaN),
              (ours['p50MsAt1'] ?? NaN) / (baseline['p50MsAt1'] ?? NaN),
            ),
    });
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

void main();
