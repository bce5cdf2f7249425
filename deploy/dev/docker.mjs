// The Docker engine: the one DOCKER_HOST names, else the machine's own, else a private daemon of ours.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asRoot, attempt, isRoot, which } from './command.mjs';
import {
  childrenOf,
  endNamed,
  endProcess,
  isAlive,
  lastLines,
  logOf,
  readRunning,
  remember,
  signalTo,
  startDetached,
  startTimeOf,
} from './processes.mjs';
import { Trouble } from './trouble.mjs';

const machineSocket = '/var/run/docker.sock';
const startTimeoutMs = 60_000;

/** Whether an engine answers on a unix socket. @param {string} socket @returns {Promise<boolean>} */
export function answers(socket) {
  return new Promise((done) => {
    const ask = request({ socketPath: socket, path: '/_ping', timeout: 3_000 }, (reply) => {
      reply.resume();
      done(reply.statusCode === 200);
    });
    ask.on('timeout', () => ask.destroy());
    ask.on('error', () => done(false));
    ask.end();
  });
}

/** Whether we have to bring a daemon ourselves (asked before packages are installed). */
export async function needsOwnDaemon() {
  return !process.env.DOCKER_HOST && !(await answers(machineSocket));
}

/** @param {import('./layout.mjs').Layout} layout */
const pathsOf = (layout) => ({
  socket: join(layout.outside, 'docker.sock'),
  dataRoot: join(layout.docker, 'data'),
  // containerd puts sockets in here, so it has the same 108 bytes to live with.
  execRoot: join(layout.outside, 'docker-exec'),
  pidFile: join(layout.outside, 'docker.pid'),
});

/**
 * @param {import('./layout.mjs').Layout} layout
 * @returns {Promise<{ dockerHost: string, started: boolean, whose: 'given' | 'machine' | 'ours' }>}
 */
export async function ensureDocker(layout) {
  if (process.env.DOCKER_HOST) return useGiven(process.env.DOCKER_HOST);
  const { socket } = pathsOf(layout);
  const dockerHost = `unix://${socket}`;
  if (isAlive(readRunning(layout, 'docker')) && (await answers(socket))) {
    return { dockerHost, started: false, whose: 'ours' };
  }
  if (await answers(machineSocket))
    return { dockerHost: `unix://${machineSocket}`, started: false, whose: 'machine' };
  await stopDocker(layout);
  await startDaemon(layout);
  return { dockerHost, started: true, whose: 'ours' };
}

/** @param {string} dockerHost */
async function useGiven(dockerHost) {
  const docker = which('docker');
  if (!docker)
    throw new Trouble('DOCKER_HOST is set but there is no docker command: install the docker CLI.');
  const version = await attempt([docker, 'version', '--format', '{{.Server.Version}}'], {
    timeoutMs: 10_000,
  });
  if (version.status !== 0) {
    throw new Trouble(
      `No Docker engine answers at DOCKER_HOST=${dockerHost}: start it, or unset DOCKER_HOST.`,
    );
  }
  return { dockerHost, started: false, whose: /** @type {const} */ ('given') };
}

/** @param {import('./layout.mjs').Layout} layout */
async function startDaemon(layout) {
  const dockerd = which('dockerd');
  if (!dockerd) throw new Trouble('dockerd is missing: install the package docker.io (or set DOCKER_HOST).');
  const { socket, dataRoot, execRoot, pidFile } = pathsOf(layout);
  mkdirSync(dataRoot, { recursive: true });
  rmSync(pidFile, { force: true });
  const command = asRoot([
    dockerd,
    ...['--host', `unix://${socket}`, '--data-root', dataRoot, '--exec-root', execRoot, '--pidfile', pidFile],
    // Sandboxes have no network at all: the daemon needs no bridge and leaves the machine's firewall alone.
    ...[
      '--bridge=none',
      '--iptables=false',
      '--ip-forward=false',
      '--ip-masq=false',
      '--userland-proxy=false',
    ],
    ...(isRoot ? [] : ['--group', String(process.getgid?.())]),
  ]);
  const running = startDetached(layout, { name: 'docker', command, env: process.env, socket });
  for (const end = Date.now() + startTimeoutMs; Date.now() < end; await sleep(100)) {
    if (await answers(socket)) {
      const pid = Number(readFileSync(pidFile, 'utf8'));
      remember(layout, { ...running, pid, startTime: startTimeOf(pid) });
      return;
    }
    if (!isAlive(running)) break;
  }
  await stopDocker(layout);
  throw new Trouble(
    `The Docker daemon did not come up: it needs root, cgroups and overlayfs (or set DOCKER_HOST to another engine).\n  ${lastLines(logOf(layout, 'docker'))}`,
    { log: logOf(layout, 'docker') },
  );
}

/**
 * Ends our daemon with everything it spawned, and takes down what it mounted. A daemon of the machine is
 * never touched: only what carries our exec root in its command line is ours.
 * @param {import('./layout.mjs').Layout} layout
 */
export async function stopDocker(layout) {
  const { dataRoot, execRoot, socket, pidFile } = pathsOf(layout);
  const ended = await endNamed(layout, 'docker', { graceMs: 20_000 });
  // containerd goes with dockerd; after a crash it stays behind, and so do its shims and what runs in them.
  const left = processesNaming([execRoot, socket]);
  for (const inside of left.flatMap((pid) => childrenOf(pid))) await signalTo(inside.pid, 'SIGKILL');
  for (const pid of left) await endProcess({ pid, startTime: startTimeOf(pid) }, { graceMs: 3_000 });
  const mounts = mountsUnder([dataRoot, execRoot]);
  for (const mount of mounts) await attempt(asRoot(['umount', '-l', mount]));
  if (isRoot) rmSync(execRoot, { recursive: true, force: true });
  else if (existsSync(execRoot)) await attempt(asRoot(['rm', '-rf', execRoot]));
  for (const file of [socket, pidFile]) rmSync(file, { force: true });
  return ended && { ...ended, alsoEnded: left.length, unmounted: mounts.length };
}

/** @param {string[]} marks @returns {number[]} engine processes whose arguments hold one of the marks */
function processesNaming(marks) {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .filter((entry) => {
      try {
        const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8');
        const program = command.split('\0')[0].split('/').at(-1) ?? '';
        return (
          /^(dockerd|containerd|containerd-shim|runc|docker-)/.test(program) &&
          marks.some((m) => command.includes(m))
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** @param {string[]} roots @returns {string[]} deepest first */
function mountsUnder(roots) {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => (line.split(' ')[1] ?? '').replace(/\\040/g, ' '))
    .filter((path) => roots.some((root) => path === root || path.startsWith(`${root}/`)))
    .sort((a, b) => b.length - a.length);
}

/**
 * Removes the containers of one stack, running or not.
 * @param {string} dockerHost
 * @param {string} stackId
 * @returns {Promise<number>} how many there were
 */
export async function removeContainers(dockerHost, stackId) {
  const docker = which('docker');
  if (!docker) return 0;
  const env = { ...process.env, DOCKER_HOST: dockerHost };
  const list = [docker, 'ps', '-aq', '--filter', `label=sallyport.stack=${stackId}`];
  const { stdout } = await attempt(list, { env, timeoutMs: 20_000 });
  const ids = stdout.split('\n').filter(Boolean);
  if (ids.length > 0) await attempt([docker, 'rm', '-f', '-v', ...ids], { env, timeoutMs: 60_000 });
  return ids.length;
}
