// Where everything of one stack lives. A stack is one state directory; nothing of it is kept elsewhere,
// except what cannot live under a checkout (see `outside`).
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repoRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The state directory of `npm start`. */
export const defaultStateDir = join(repoRoot, '.sallyport');

/**
 * @typedef {ReturnType<typeof layoutOf>} Layout
 */

/** The name that containers and images of the stack carry; made with its state. @param {string} state */
export function stackIdIn(state) {
  const file = join(state, 'stack-id');
  mkdirSync(state, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(6).toString('hex'));
  return readFileSync(file, 'utf8').trim();
}

/**
 * Paths of the stack kept in `stateDir`; the folders are made when they are missing.
 * @param {string} stateDir
 */
export function layoutOf(stateDir) {
  const state = resolve(stateDir);
  // With the id of the stack: a checkout that was deleted and made again does not meet the old one's database.
  const id = createHash('sha256')
    .update(`${state}\n${stackIdIn(state)}`)
    .digest('hex')
    .slice(0, 12);
  const layout = {
    state,
    run: join(state, 'run'),
    logs: join(state, 'logs'),
    creds: join(state, 'creds'),
    nats: join(state, 'nats'),
    docker: join(state, 'docker'),
    tools: join(state, 'tools'),
    artifacts: join(state, 'artifacts'),
    work: join(state, 'work'),
    images: join(state, 'images'),
    imagesFile: join(state, 'images.json'),
    connectFile: join(state, 'connect.json'),
    stackFile: join(state, 'stack.json'),
    // A unix socket's path ends at 108 bytes, and PostgreSQL does not run as root, so it cannot enter
    // a checkout in root's home (mode 0700): sockets and PostgreSQL live here instead.
    outside: `/var/tmp/sallyport-${id}`,
  };
  for (const dir of ['state', 'run', 'logs', 'nats', 'docker', 'tools', 'artifacts', 'work', 'images']) {
    mkdirSync(layout[dir], { recursive: true });
  }
  mkdirSync(layout.creds, { recursive: true, mode: 0o700 });
  mkdirSync(layout.outside, { recursive: true, mode: 0o755 });
  return layout;
}
