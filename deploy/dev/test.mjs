// `npm test [-- ARGUMENTS FOR JEST]`: all tests, on a private stack of their own, which is gone afterwards.
import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopDocker } from './docker.mjs';
import { defaultStateDir, layoutOf, repoRoot } from './layout.mjs';
import { isAlive, readRunning } from './processes.mjs';
import { services } from './services.mjs';
import { ensureEngine, prepareMachine, startStack, stopStack } from './stack.mjs';
import { holdLock } from './start-lock.mjs';
import { countTests, kinds, totalLine } from './test-counts.mjs';
import { Trouble, endWith } from './trouble.mjs';

/** The whole suite is to take less than 15 minutes; a hung one must not hold the machine for ever. */
const jestTimeoutMs = 25 * 60_000;

/** @typedef {{ project: string, args: string[] }} Run */

/** A test that was given up may still be waiting for something: that must not hold the run. */
const oneByOne = ['--runInBand', '--forceExit'];

/**
 * One phase after the other; the runs of one phase are at work together. Unit tests share nothing. What shares the
 * stack runs one by one, and beside it what has servers of its own: both wait more than they compute. jest.config.cjs
 * says which spec is in which run.
 * @type {readonly (readonly [Run, ...Run[]])[]}
 */
const phases = [
  [{ project: 'unit', args: ['--maxWorkers=2'] }],
  [
    { project: 'system', args: oneByOne },
    { project: 'apart', args: oneByOne },
  ],
  [{ project: 'alone', args: oneByOne }],
];

/**
 * @param {Run} run
 * @param {{ results: string, env: NodeJS.ProcessEnv, more: string[], later: boolean }} options `later`: what it says
 *   goes to a file, so that no two runs speak at once
 * @returns {Promise<void>}
 */
function jest({ project, args }, { results, env, more, later }) {
  const command = [join(repoRoot, 'node_modules/jest/bin/jest.js'), '--selectProjects', project, ...args];
  const report = ['--passWithNoTests', '--json', `--outputFile=${outputOf(results, project)}`];
  // A file and no pipe: whatever a test has left behind may hold it, and nobody waits for that.
  const said = later ? openSync(saidOf(results, project), 'w') : 'inherit';
  if (!later) process.stderr.write(headOf(project));
  return new Promise((done) => {
    const child = spawn(process.execPath, [...command, ...report, ...more], {
      cwd: repoRoot,
      // Debian keeps servers in sbin, which a plain user's PATH leaves out; tests start some of them.
      env: {
        ...process.env,
        NODE_ENV: 'test',
        ...env,
        PATH: `${process.env.PATH}:/usr/local/sbin:/usr/sbin`,
      },
      // Its JSON goes to the file; people read the reporter, which writes to stderr.
      stdio: ['ignore', 'ignore', said],
    });
    if (typeof said === 'number') closeSync(said);
    const timer = setTimeout(() => child.kill('SIGKILL'), jestTimeoutMs);
    const end = () => (clearTimeout(timer), done());
    child.on('error', end);
    child.on('close', end);
  });
}

const headOf = (/** @type {string} */ project) => `\n=== ${project} tests\n`;
const outputOf = (/** @type {string} */ results, /** @type {string} */ project) =>
  join(results, `${project}.json`);
const saidOf = (/** @type {string} */ results, /** @type {string} */ project) =>
  join(results, `${project}.log`);

/** @param {string} stateDir @param {string[]} more @returns {Promise<import('./test-counts.mjs').Counts>} */
async function runAll(stateDir, more) {
  const layout = layoutOf(stateDir);
  const results = join(layout.state, 'results');
  const temporary = join(layout.state, 'tmp');
  for (const dir of [results, temporary]) mkdirSync(dir, { recursive: true });
  // The daemon stays where `npm start` had it running already.
  const shared = layoutOf(defaultStateDir);
  const wasUp = isAlive(readRunning(shared, 'docker'));
  try {
    await prepareMachine({ forTests: true });
    const engine = await ensureEngine();
    // Also those that an operator has to ask for.
    const stack = await startStack({ stateDir, engine, services: services.map(({ name }) => name) });
    const env = { ...stack.env, TMPDIR: temporary };
    for (const [first, ...others] of phases) {
      const common = { results, env, more };
      await Promise.all([
        jest(first, { ...common, later: false }),
        ...others.map((run) => jest(run, { ...common, later: true })),
      ]);
      for (const { project } of others)
        process.stderr.write(headOf(project) + readFileSync(saidOf(results, project), 'utf8'));
    }
    return countTests(phases.flat().map(({ project }) => outputOf(results, project)));
  } finally {
    await stopForgotten(temporary);
    await stopStack({ stateDir, withEngine: false });
    rmSync(layout.outside, { recursive: true, force: true });
    if (!wasUp) await stopDocker(shared);
  }
}

/** Ends the private stacks of tests that did not come to their end. @param {string} temporary */
async function stopForgotten(temporary) {
  for (const entry of readdirSync(temporary)) {
    const stateDir = join(temporary, entry);
    if (!existsSync(join(stateDir, 'run')) || !existsSync(join(stateDir, 'stack-id'))) continue;
    process.stderr.write(`A test left its stack behind: ${entry}\n`);
    await stopStack({ stateDir, withEngine: false });
    rmSync(layoutOf(stateDir).outside, { recursive: true, force: true });
  }
}

/** @param {import('./test-counts.mjs').Counts} counts */
function print({ byKind, total, skippedNames, failedNames }) {
  const out = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
  out('');
  for (const kind of kinds) out(`${kind.padEnd(9)} ${totalLine(byKind[kind])}`);
  for (const name of failedNames) out(`FAILED    ${name}`);
  for (const name of skippedNames) out(`SKIPPED   ${name}`);
  out(totalLine(total));
}

/** Tests write, ban and stop: never on the servers a person works with, only on ones given for tests. */
function leaveRealServersAlone() {
  for (const name of ['NATS_URL', 'REDIS_URL', 'DATABASE_URL']) delete process.env[name];
  const given = process.env.TEST_DATABASE_URL;
  if (given) process.env.DATABASE_URL = given;
}

async function main() {
  leaveRealServersAlone();
  holdLock(layoutOf(defaultStateDir), 'npm test');
  const stateDir = mkdtempSync(join(tmpdir(), 'sallyport-test-'));
  let keep = true;
  try {
    const counts = await runAll(stateDir, process.argv.slice(2));
    keep = counts.total.failed > 0;
    if (keep) process.stdout.write(`\nLogs of the services: ${join(stateDir, 'logs')}\n`);
    print(counts);
    process.exitCode = keep ? 1 : 0;
  } catch (error) {
    // Whoever counts must see a failure even when no test could start.
    process.on('exit', () => process.stdout.write(`${totalLine({ passed: 0, failed: 1, skipped: 0 })}\n`));
    if (error instanceof Trouble) endWith(error);
    throw error;
  } finally {
    if (!keep) rmSync(stateDir, { recursive: true, force: true });
  }
}

// A person's Ctrl-C reaches Jest as well: it ends, and the stack is taken down as after any other run.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => {});
main().catch(endWith);
