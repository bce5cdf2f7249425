// bench: a governance process from its start to "ready" with 100,000 rows in the registry, against an empty registry
import { join } from 'node:path';
import { Bus, provision } from '@sallyport/messaging';
import { Client } from 'pg';
import { connection, runBench, type Figures } from './frame';
import { createDatabase, startBus, startProgram, stopProgram } from './private-bus';
import { fillRegistry } from './registry-rows';

const ROWS = 100_000;
const GOVERNANCE = join(__dirname, '../../apps/governance/dist/main.js');

async function main(): Promise<void> {
  const databases = [
    await createDatabase(connection().databaseUrl),
    await createDatabase(connection().databaseUrl),
  ] as const;
  const [full, empty] = databases;
  const bus = await startBus();
  const provisioner = await Bus.connect({ url: bus.url, seed: '', user: 'provisioner', name: 'bench' });
  await provision(provisioner);
  const envOf = (databaseUrl: string): NodeJS.ProcessEnv => ({
    NATS_URL: bus.url,
    NATS_NKEY_SEED_FILE: '',
    LOG_LEVEL: 'info',
    DATABASE_URL: databaseUrl,
  });
  /** Seconds until it says that it is ready; then it is stopped. */
  const start = async (
    { url }: { url: string },
    until = async (): Promise<void> => undefined,
  ): Promise<number> => {
    const began = performance.now();
    const governance = await startProgram(GOVERNANCE, envOf(url));
    const seconds = (performance.now() - began) / 1_000;
    await until();
    await stopProgram(governance);
    return seconds;
  };

  // The tables are made by the first start. Rows are put in by SQL (registry-rows.ts). The next start finds no snapshot
  // and reads the tables; it is let run until it has kept one, as in operation it has long before it is started again.
  await start(empty);
  await start(full);
  await fillRegistry(full.url, ROWS);
  const fromTables = await start(full, () => snapshotKept(full.url));
  process.stderr.write(`ready: without a snapshot ${fromTables.toFixed(2)} s\n`);

  await runBench({
    name: 'ready',
    target: 2,
    higherIsBetter: false,
    rounds: 5,
    ours: async (): Promise<Figures> => ({ seconds: await start(full), secondsFromTables: fromTables }),
    baseline: async (): Promise<Figures> => ({ seconds: await start(empty) }),
    // What is promised is a time and no proportion: the baseline tells how much of it the process itself takes.
    ratio: (ours) => ours['seconds'] ?? NaN,
    async cleanUp() {
      await provisioner.close();
      await bus.stop();
      for (const database of databases) await database.drop();
    },
  });
}

async function snapshotKept(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const { rowCount } = await client.query('select from governance.registry_snapshot limit 1');
      if (rowCount !== 0) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  } finally {
    await client.end();
  }
  throw new Error('No snapshot was kept within a minute.');
}

void main();
