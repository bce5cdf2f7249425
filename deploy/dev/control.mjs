// Parts of a stack one by one, for tests of faults and for curious people. STATE_DIR names the stack.
//
//   node deploy/dev/control.mjs up STATE_DIR [--services a,b] [--set SERVICE:NAME=VALUE]...
//        makes the stack, or brings back what is missing of it (same ports); prints its connect.json
//   node deploy/dev/control.mjs down STATE_DIR PART [--kill]     one service, nats, postgres (or `all`)
//   node deploy/dev/control.mjs pause|resume STATE_DIR PART      as a machine that hangs
//
// A new stack uses the engine and images of SALLYPORT_CONNECT's stack, or of `npm start`.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaultStateDir, layoutOf } from './layout.mjs';
import { childrenOf, endNamed, isAlive, readRunning, signalTo } from './processes.mjs';
import { silently } from './progress.mjs';
import { ensureEngine, startStack, stopStack } from './stack.mjs';
import { Trouble, endWith } from './trouble.mjs';

const usage = 'Usage: node deploy/dev/control.mjs up|down|pause|resume STATE_DIR [PART]; the file says more.';

/** @param {string} file */
const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/** @returns {Promise<import('./stack.mjs').Engine>} */
async function sharedEngine() {
  const { SALLYPORT_CONNECT: connectFile } = process.env;
  const stackFile = connectFile
    ? join(dirname(connectFile), 'stack.json')
    : layoutOf(defaultStateDir).stackFile;
  return readJson(stackFile)?.engine ?? ensureEngine({ step: silently });
}

/** @param {string} stateDir @param {string[]} options */
async function up(stateDir, options) {
  const before = readJson(layoutOf(stateDir).stackFile) ?? { env: {}, serviceEnv: {} };
  const serviceEnv = { ...before.serviceEnv };
  let { services } = before;
  for (let i = 0; i < options.length; i += 2) {
    const value = options[i + 1];
    if (value === undefined) throw new Trouble(usage);
    if (options[i] === '--services') services = value.split(',');
    else if (options[i] === '--set') {
      const [, service, name, text] = /^([\w-]+):(\w+)=(.*)$/s.exec(value) ?? [];
      if (!service) throw new Trouble(`--set ${value} is not SERVICE:NAME=VALUE.`);
      serviceEnv[service] = { ...serviceEnv[service], [name]: text };
    } else throw new Trouble(usage);
  }
  const engine = before.engine ?? (await sharedEngine());
  const { connect } = await startStack({
    stateDir,
    engine,
    services,
    step: silently,
    env: before.env,
    serviceEnv,
  });
  process.stdout.write(`${JSON.stringify(connect)}\n`);
}

/** @param {string} stateDir @param {string} part @param {boolean} kill */
async function down(stateDir, part, kill) {
  if (part === 'all') {
    const { ended } = await stopStack({ stateDir, withEngine: false });
    rmSync(layoutOf(stateDir).outside, { recursive: true, force: true });
    process.stdout.write(`${JSON.stringify(ended)}\n`);
    return;
  }
  const signal = kill ? 'SIGKILL' : part === 'postgres' ? 'SIGINT' : 'SIGTERM';
  const layout = layoutOf(stateDir);
  const children = childrenOf(readRunning(layout, part)?.pid);
  const ended = await endNamed(layout, part, { signal });
  if (!ended) throw new Trouble(`${part} does not run in ${stateDir}.`);
  // A killed postmaster leaves its children to notice by themselves.
  if (kill) for (const child of children) if (isAlive(child)) await signalTo(child.pid, 'SIGKILL');
  process.stdout.write(`${JSON.stringify(ended)}\n`);
}

/** @param {string} stateDir @param {string} part @param {NodeJS.Signals} signal */
async function signalPart(stateDir, part, signal) {
  const running = readRunning(layoutOf(stateDir), part);
  if (!running || !isAlive(running)) throw new Trouble(`${part} does not run in ${stateDir}.`);
  for (const { pid } of [running, ...childrenOf(running.pid)]) await signalTo(pid, signal);
}

async function main() {
  const [verb, stateDir, ...rest] = process.argv.slice(2);
  if (!stateDir) throw new Trouble(usage);
  if (verb === 'up') return up(stateDir, rest);
  if (!rest[0]) throw new Trouble(usage);
  if (verb === 'down') return down(stateDir, rest[0], rest.includes('--kill'));
  if (verb === 'pause') return signalPart(stateDir, rest[0], 'SIGSTOP');
  if (verb === 'resume') return signalPart(stateDir, rest[0], 'SIGCONT');
  throw new Trouble(usage);
}

main().catch(endWith);
