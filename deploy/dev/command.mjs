// Running a program to its end. Arguments are always an array: no shell sees a name of ours.
import { spawn } from 'node:child_process';
import { accessSync, constants, createWriteStream, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Trouble } from './trouble.mjs';

export const isRoot = process.getuid?.() === 0;

/** Debian keeps daemons in sbin, which a plain user's PATH leaves out. */
const searchPath = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];

/**
 * Absolute path of a program, or undefined when it is not installed.
 * @param {string} name
 */
export function which(name) {
  for (const dir of searchPath) {
    const path = join(dir, name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // not in this folder
    }
  }
  return undefined;
}

/**
 * The command as root runs it: itself, or behind `sudo -n`.
 * @param {string[]} command
 */
export function asRoot(command) {
  return isRoot ? command : ['sudo', '-n', ...command];
}

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {string} [log] file that gets all the output as well
 * @property {number} [timeoutMs]
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {string} [input]
 * @property {(line: string) => void} [onLine]
 */

/**
 * Runs to the end; never throws for an exit status.
 * @param {string[]} command
 * @param {RunOptions} [options]
 * @returns {Promise<{ status: number, stdout: string, stderr: string, timedOut: boolean }>}
 */
export function attempt(command, options = {}) {
  const { env = process.env, cwd, log, timeoutMs, uid, gid, input, onLine } = options;
  return new Promise((done) => {
    const file = log ? createWriteStream(log, { flags: 'a' }) : undefined;
    file?.write(`\n$ ${command.join(' ')}\n`);
    const child = spawn(command[0], command.slice(1), {
      env,
      cwd,
      uid,
      gid,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    const timer = timeoutMs && setTimeout(() => ((timedOut = true), child.kill('SIGKILL')), timeoutMs);
    const hear = (/** @type {Buffer} */ chunk) => {
      file?.write(chunk);
      const line = chunk.toString().trimEnd().split('\n').at(-1);
      if (line) onLine?.(line);
    };
    child.stdout.on('data', (chunk) => ((stdout += chunk), hear(chunk)));
    child.stderr.on('data', (chunk) => ((stderr += chunk), hear(chunk)));
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    const finish = (/** @type {number} */ status, text = '') => {
      clearTimeout(timer || undefined);
      file?.end();
      done({ status, stdout, stderr: stderr + text, timedOut });
    };
    child.on('error', (error) => finish(127, error.message));
    child.on('close', (status) => finish(status ?? 1));
  });
}

/**
 * Runs to the end; a bad exit status is trouble, said in `sentence`.
 * @param {string[]} command
 * @param {string} sentence
 * @param {RunOptions} [options]
 * @returns {Promise<string>} stdout
 */
export async function run(command, sentence, options = {}) {
  const result = await attempt(command, options);
  if (result.status === 0) return result.stdout;
  const last = (result.stderr || result.stdout).trim().split('\n').slice(-3).join(' | ');
  const why = result.timedOut ? `no answer within ${(options.timeoutMs ?? 0) / 1000} s` : last;
  throw new Trouble(`${sentence} (${why || `exit status ${result.status}`})`, { log: options.log });
}
