// Processes that outlive the command that started them. Each has a file in run/ that says who it is:
// a process is ended only when its start time proves that the pid was not given to another one since.
import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asRoot, attempt } from './command.mjs';

/**
 * @typedef {object} Running
 * @property {string} name
 * @property {number} pid
 * @property {string} startTime clock ticks since boot, from /proc
 * @property {string} command
 * @property {string} log
 * @property {number} [port]
 * @property {string} [socket]
 * @property {string} [build] digest of what it was started from
 */

/** @param {number} pid */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces: the fields after it are counted from its end.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], parent: Number(fields[1]), startTime: fields[19] };
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
export const startTimeOf = (pid) => statOf(pid)?.startTime ?? '';

/** @param {Pick<Running, 'pid' | 'startTime'> | undefined} running */
export function isAlive(running) {
  if (!running) return false;
  const now = statOf(running.pid);
  return now !== undefined && now.state !== 'Z' && now.startTime === running.startTime;
}

/**
 * @param {import('./layout.mjs').Layout} layout
 * @param {string} name
 */
const fileOf = (layout, name) => join(layout.run, `${name}.json`);

/**
 * @param {import('./layout.mjs').Layout} layout
 * @param {string} name
 * @returns {Running | undefined}
 */
export function readRunning(layout, name) {
  try {
    return JSON.parse(readFileSync(fileOf(layout, name), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {import('./layout.mjs').Layout} layout @returns {Running[]} */
export function listRunning(layout) {
  if (!existsSync(layout.run)) return [];
  return readdirSync(layout.run)
    .filter((file) => file.endsWith('.json'))
    .map((file) => readRunning(layout, file.slice(0, -5)))
    .filter((running) => running !== undefined);
}

/**
 * @param {import('./layout.mjs').Layout} layout
 * @param {Running} running
 */
export function remember(layout, running) {
  writeFileSync(fileOf(layout, running.name), `${JSON.stringify(running, null, 2)}\n`);
}

/** The log a process of this name writes. @param {import('./layout.mjs').Layout} layout @param {string} name */
export const logOf = (layout, name) => join(layout.logs, `${name}.log`);

/**
 * Starts a process in its own session, its output in logs/NAME.log (the one before is kept as .1).
 * @param {import('./layout.mjs').Layout} layout
 * @param {{ name: string, command: string[], env: NodeJS.ProcessEnv, cwd?: string, uid?: number, gid?: number,
 *   port?: number, socket?: string, build?: string }} what
 * @returns {Running}
 */
export function startDetached(layout, what) {
  const log = logOf(layout, what.name);
  if (existsSync(log)) renameSync(log, `${log}.1`);
  const output = openSync(log, 'a');
  const child = spawn(what.command[0], what.command.slice(1), {
    cwd: what.cwd ?? layout.state,
    env: what.env,
    uid: what.uid,
    gid: what.gid,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  // Without a listener a program that is not there would end us; `waitUntil` reports it as not alive.
  child.on('error', () => {});
  child.unref();
  const pid = child.pid ?? 0;
  const running = {
    name: what.name,
    pid,
    startTime: startTimeOf(pid),
    command: what.command.join(' '),
    log,
    port: what.port,
    socket: what.socket,
    build: what.build,
  };
  remember(layout, running);
  return running;
}

/**
 * Asks `ready` until it says yes, the process is gone, or the time is over.
 * @param {Running} running
 * @param {() => boolean | Promise<boolean>} ready
 * @param {number} timeoutMs
 * @returns {Promise<'ready' | 'dead' | 'late'>}
 */
export async function waitUntil(running, ready, timeoutMs) {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    if (!isAlive(running)) return 'dead';
    if (await ready()) return 'ready';
    await sleep(100);
  }
  return 'late';
}

/** @param {number} pid @param {NodeJS.Signals} signal */
export async function signalTo(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM') {
      await attempt(asRoot(['kill', '-s', signal.slice(3), String(pid)]));
    }
  }
}

/**
 * Direct children of a process.
 * @param {number | undefined} parent
 * @returns {Pick<Running, 'pid' | 'startTime'>[]}
 */
export function childrenOf(parent) {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => ({ pid: Number(entry), stat: statOf(Number(entry)) }))
    .filter(({ stat }) => stat !== undefined && stat.parent === parent)
    .map(({ pid, stat }) => ({ pid, startTime: stat?.startTime ?? '' }));
}

/**
 * Ends one process: politely, then by force.
 * @param {Pick<Running, 'pid' | 'startTime'>} running
 * @param {{ signal?: NodeJS.Signals, graceMs?: number }} [options]
 * @returns {Promise<'was gone' | 'ended' | 'killed'>}
 */
export async function endProcess(running, { signal = 'SIGTERM', graceMs = 10_000 } = {}) {
  if (!isAlive(running)) return 'was gone';
  await signalTo(running.pid, signal);
  for (const end = Date.now() + graceMs; Date.now() < end; await sleep(50)) {
    if (!isAlive(running)) return 'ended';
  }
  await signalTo(running.pid, 'SIGKILL');
  for (const end = Date.now() + 5_000; Date.now() < end && isAlive(running); await sleep(50));
  return 'killed';
}

/**
 * Ends what run/NAME.json names, and forgets it.
 * @param {import('./layout.mjs').Layout} layout
 * @param {string} name
 * @param {{ signal?: NodeJS.Signals, graceMs?: number }} [options]
 */
export async function endNamed(layout, name, options) {
  const running = readRunning(layout, name);
  if (!running) return undefined;
  const outcome = await endProcess(running, options);
  rmSync(fileOf(layout, name), { force: true });
  return { ...running, outcome };
}

/** The last lines of a log, for an error's sentence. @param {string} log @param {number} [count] */
export function lastLines(log, count = 5) {
  try {
    return readFileSync(log, 'utf8').trim().split('\n').slice(-count).join('\n  ');
  } catch {
    return '(no output)';
  }
}
