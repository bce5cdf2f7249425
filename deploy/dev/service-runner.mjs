// Starts services and waits until each says that it is ready. One that runs, and was started from the same
// build with the same settings, is left alone.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from './layout.mjs';
import { portOf } from './ports.mjs';
import { endNamed, isAlive, lastLines, readRunning, startDetached, waitUntil } from './processes.mjs';
import { appDirOf, environmentOf } from './services.mjs';
import { Trouble } from './trouble.mjs';

const readyTimeoutMs = 60_000;
const graceMs = 10_000;

/** @param {string} dir @returns {string[]} files below, sorted */
function filesBelow(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(dir, entry.name)) : [join(dir, entry.name)]));
}

/** By folder. A command builds before it starts anything, so what is built does not change while it is at work. */
const digests = /** @type {Map<string, string>} */ (new Map());

/** Of all files below, with their names: the libraries are the same for every service. @param {string} dir */
function digestOf(dir) {
  const known = digests.get(dir);
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for (const file of filesBelow(dir)) hash.update(file).update(readFileSync(file));
  const digest = hash.digest('hex');
  digests.set(dir, digest);
  return digest;
}

/**
 * Digest of the code a service is made of and of its settings.
 * @param {import('./services.mjs').Service} service
 * @param {NodeJS.ProcessEnv} env
 */
function buildOf(service, env) {
  const hash = createHash('sha256');
  const libs = readdirSync(join(repoRoot, 'libs')).map((lib) => join(repoRoot, 'libs', lib, 'dist'));
  for (const dir of [join(appDirOf(service), 'dist'), ...libs]) hash.update(digestOf(dir));
  const lock = join(repoRoot, 'package-lock.json');
  if (existsSync(lock)) hash.update(readFileSync(lock));
  for (const [name, value] of Object.entries(env).sort()) hash.update(`${name}=${value}\0`);
  return hash.digest('hex').slice(0, 16);
}

/** @param {string} log */
const saysReady = (log) => existsSync(log) && /"ready":\s*true/.test(readFileSync(log, 'utf8'));

/**
 * @param {import('./layout.mjs').Layout} layout
 * @param {import('./services.mjs').Service} service
 * @param {import('./services.mjs').Surroundings} around
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {Promise<{ running: import('./processes.mjs').Running, reused: boolean }>}
 */
export async function ensureService(layout, service, around, extra = {}) {
  const entry = join(appDirOf(service), 'dist/main.js');
  if (!existsSync(entry))
    throw new Trouble(`${service.name} is not built: run "npm run build" and see its errors.`);
  const before = readRunning(layout, service.name);
  const settings = (/** @type {number | undefined} */ port) => ({
    ...environmentOf(service, around, port),
    ...extra,
  });
  if (
    before &&
    isAlive(before) &&
    before.build === buildOf(service, settings(before.port)) &&
    saysReady(before.log)
  ) {
    return { running: before, reused: true };
  }
  await endNamed(layout, service.name, { graceMs });
  const port = service.listens ? await portOf(layout, service.name) : undefined;
  const env = settings(port);
  if (env.WORK_DIR) mkdirSync(env.WORK_DIR, { recursive: true });
  const running = startDetached(layout, {
    name: service.name,
    command: [process.execPath, '--enable-source-maps', entry],
    env,
    cwd: repoRoot,
    port,
    build: buildOf(service, env),
  });
  const outcome = await waitUntil(running, () => saysReady(running.log), readyTimeoutMs);
  if (outcome === 'ready') return { running, reused: false };
  const what =
    outcome === 'dead' ? 'ended while it started' : `was not ready within ${readyTimeoutMs / 1000} s`;
  throw new Trouble(`${service.name} ${what}: see its log.\n  ${lastLines(running.log)}`, {
    log: running.log,
  });
}
