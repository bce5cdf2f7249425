// The bus: a private nats-server with deploy/nats.conf, or the one NATS_URL names.
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { run } from './command.mjs';
import { ensureBusCredentials, givenCredentials, seedFileOf } from './credentials.mjs';
import { repoRoot } from './layout.mjs';
import { portOf } from './ports.mjs';
import { endNamed, isAlive, lastLines, readRunning, startDetached, waitUntil } from './processes.mjs';
import { natsServerPath } from './system-packages.mjs';
import { Trouble } from './trouble.mjs';

const startTimeoutMs = 20_000;

/** Whether a NATS server greets on this port. @param {number} port @returns {Promise<boolean>} */
function greets(port) {
  return new Promise((done) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const end = (/** @type {boolean} */ yes) => (socket.destroy(), done(yes));
    socket.setTimeout(1_000, () => end(false));
    socket.once('data', (data) => end(data.toString().startsWith('INFO ')));
    socket.once('error', () => end(false));
  });
}

/**
 * @param {import('./layout.mjs').Layout} layout
 * @returns {Promise<{ natsUrl: string, credsDir: string }>}
 */
export async function ensureNats(layout) {
  if (process.env.NATS_URL) return { natsUrl: process.env.NATS_URL, credsDir: givenCredentials() };
  const publicKeys = ensureBusCredentials(layout.creds);
  const before = readRunning(layout, 'nats');
  if (before?.port && isAlive(before) && (await greets(before.port))) {
    return { natsUrl: `nats://127.0.0.1:${before.port}`, credsDir: layout.creds };
  }
  await endNamed(layout, 'nats');
  const port = await portOf(layout, 'nats');
  const running = startDetached(layout, {
    name: 'nats',
    command: [await natsServerPath(), '-c', join(repoRoot, 'deploy/nats.conf')],
    env: {
      PATH: process.env.PATH,
      ...publicKeys,
      SALLYPORT_NATS_HOST: '127.0.0.1',
      SALLYPORT_NATS_PORT: String(port),
      SALLYPORT_NATS_STORE: JSON.stringify(layout.nats),
    },
    port,
  });
  const outcome = await waitUntil(running, () => greets(port), startTimeoutMs);
  if (outcome !== 'ready') {
    throw new Trouble(`The NATS server did not come up: see its log.\n  ${lastLines(running.log)}`, {
      log: running.log,
    });
  }
  return { natsUrl: `nats://127.0.0.1:${port}`, credsDir: layout.creds };
}

/**
 * Makes streams, consumers and buckets (or finds them made).
 * @param {import('./layout.mjs').Layout} layout
 * @param {{ natsUrl: string, credsDir: string }} bus
 */
export async function provisionBus(layout, { natsUrl, credsDir }) {
  const env = { ...process.env, NATS_URL: natsUrl, NATS_NKEY_SEED_FILE: seedFileOf(credsDir, 'provisioner') };
  await run(
    [process.execPath, join(repoRoot, 'libs/messaging/dist/provision.js')],
    'The streams of the bus could not be made: see the log.',
    { env, log: join(layout.logs, 'provision.log'), timeoutMs: 60_000 },
  );
}
