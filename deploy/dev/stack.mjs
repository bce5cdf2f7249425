// A whole stack, from prerequisites to services: `npm start` has one, tests make their own beside it.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBaseImages } from '../images/build.mjs';
import { busClients, ensureTokens, seedFileOf } from './credentials.mjs';
import { ensureDecisionKeys } from './decision-keys.mjs';
import { ensureDocker, needsOwnDaemon, removeContainers, stopDocker } from './docker.mjs';
import { defaultStateDir, layoutOf, stackIdIn } from './layout.mjs';
import { ensureNats, provisionBus } from './nats.mjs';
import { ensurePostgres } from './postgres.mjs';
import { endNamed, listRunning } from './processes.mjs';
import { step as shown } from './progress.mjs';
import { ensureService } from './service-runner.mjs';
import { services as allServices } from './services.mjs';
import { installPackages, missingPackages } from './system-packages.mjs';
import { ensureUv, hasUv, pythonPath } from './uv.mjs';
import { build, dependenciesAreThere, installDependencies } from './workspace.mjs';

/** @typedef {import('./progress.mjs').Step} Step */
/** @typedef {import('./layout.mjs').Layout} Layout */

/**
 * @typedef {object} Engine the Docker engine and what comes with it; stacks share one
 * @property {string} dockerHost
 * @property {Record<string, string>} images
 * @property {string} uvPath
 * @property {boolean} started whether we started its daemon just now
 */

/**
 * Packages, dependencies and build: what every command needs first.
 * @param {{ step?: Step, stateDir?: string, forTests?: boolean }} [options] `forTests`: also the servers that only tests start
 */
export async function prepareMachine({ step = shown, stateDir = defaultStateDir, forTests = false } = {}) {
  const layout = layoutOf(stateDir);
  const daemon = await needsOwnDaemon();
  const missing = await missingPackages({
    nats: !process.env.NATS_URL,
    docker: daemon,
    images: !existsSync(layout.imagesFile) && process.env.SALLYPORT_PULL_BASES !== '1',
    python: !(await hasUv(layout)),
    tests: forTests,
  });
  if (missing.length > 0) {
    const names = missing.map(({ name, why }) => `${name} for ${why}`).join('; ');
    await step(`System packages: ${names}`, (tell) => installPackages(missing, layout, tell));
  }
  if (!dependenciesAreThere()) {
    await step('npm dependencies', (tell) => installDependencies(join(layout.logs, 'npm-ci.log'), tell));
  }
  await step('Build', () => build(join(layout.logs, 'build.log')));
}

/**
 * @param {{ step?: Step, stateDir?: string }} [options]
 * @returns {Promise<Engine>}
 */
export async function ensureEngine({ step = shown, stateDir = defaultStateDir } = {}) {
  const layout = layoutOf(stateDir);
  const uvPath = await step('uv', () => ensureUv(layout));
  const docker = await step('Docker engine', async (tell) => {
    const found = await ensureDocker(layout);
    tell({ given: 'of DOCKER_HOST', machine: "the machine's own", ours: 'private daemon' }[found.whose]);
    return found;
  });
  const images = await step('Base images', (tell) =>
    ensureBaseImages({ layout, dockerHost: docker.dockerHost, tell }),
  );
  return { dockerHost: docker.dockerHost, started: docker.started, images, uvPath };
}

/**
 * Bus, database and services of one state directory.
 * @param {object} options
 * @param {string} options.stateDir
 * @param {Engine} options.engine
 * @param {string[]} [options.services] names; all by default
 * @param {Step} [options.step]
 * @param {NodeJS.ProcessEnv} [options.env] given to every service on top of its own
 * @param {Record<string, NodeJS.ProcessEnv>} [options.serviceEnv] given to the service of that name
 */
export async function startStack({ stateDir, engine, services, step = shown, env = {}, serviceEnv = {} }) {
  const layout = layoutOf(stateDir);
  const stackId = stackIdIn(layout.state);
  const bus = await step('NATS server', () => ensureNats(layout));
  const { databaseUrl } = await step('PostgreSQL', () => ensurePostgres(layout));
  await step('Streams and buckets', () => provisionBus(layout, bus));
  const tokens = ensureTokens(layout);
  const decisionKeys = ensureDecisionKeys(layout.creds);
  /** @type {import('./services.mjs').Surroundings} */
  const around = {
    stackId,
    ...bus,
    databaseUrl,
    dockerHost: engine.dockerHost,
    artifactStoreDir: layout.artifacts,
    workDir: layout.work,
    uvPath: engine.uvPath,
    pythonPath: pythonPath(),
    images: engine.images,
    gatewayTokensFile: tokens.gatewayTokensFile,
    ...decisionKeys,
  };
  const chosen = allServices.filter(
    ({ name, isExtra }) => services?.includes(name) ?? (!isExtra || process.env.DETONATION === 'on'),
  );
  /** @type {number | undefined} */
  let gatewayPort;
  const startOne = (/** @type {import('./services.mjs').Service} */ service) =>
    step(service.name, async (tell) => {
      const { running, reused } = await ensureService(layout, service, around, {
        ...env,
        ...serviceEnv[service.name],
      });
      tell(reused ? 'unchanged' : `pid ${running.pid}`);
      if (service.name === 'gateway') gatewayPort = running.port;
    });
  for (const service of chosen) await startOne(service);

  const connect = {
    natsUrl: bus.natsUrl,
    credentials: Object.fromEntries(busClients.map((user) => [user, seedFileOf(bus.credsDir, user)])),
    gatewayUrl: gatewayPort ? `http://127.0.0.1:${gatewayPort}` : null,
    tokensFile: tokens.tokensFile,
    decisionPublicKeysFile: decisionKeys.decisionPublicKeysFile,
    dockerHost: engine.dockerHost,
    databaseUrl,
    images: engine.images,
    stackId,
    stateDir: layout.state,
    artifactStoreDir: layout.artifacts,
  };
  writeOwn(layout.connectFile, connect);
  // What `control.mjs` needs to bring back a part that was ended.
  writeOwn(layout.stackFile, { services: chosen.map(({ name }) => name), engine, env, serviceEnv });
  return {
    connect,
    connectFile: layout.connectFile,
    env: { SALLYPORT_CONNECT: layout.connectFile, UV_PATH: engine.uvPath },
    stop: () => stopStack({ stateDir }),
  };
}

/** @param {string} file @param {unknown} content */
function writeOwn(file, content) {
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}

/**
 * Ends what run/ of a state directory names, the services first, and removes the stack's containers.
 * @param {{ stateDir: string, withEngine?: boolean }} options
 */
export async function stopStack({ stateDir, withEngine = true }) {
  const layout = layoutOf(stateDir);
  const below = ['nats', 'postgres', 'docker'];
  const names = listRunning(layout).map(({ name }) => name);
  const ended = await Promise.all(
    names.filter((name) => !below.includes(name)).map((name) => endNamed(layout, name)),
  );
  const containers = await removeStackContainers(layout);
  ended.push(await endNamed(layout, 'nats'));
  // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
  ended.push(await endNamed(layout, 'postgres', { signal: 'SIGINT' }));
  const docker = withEngine ? await stopDocker(layout) : undefined;
  // Whoever looks for a stack is told that there is none, instead of waiting for one that is gone.
  rmSync(layout.connectFile, { force: true });
  return { ended: [...ended, docker].filter((one) => one !== undefined), containers, docker };
}

/** @param {Layout} layout */
async function removeStackContainers(layout) {
  if (!existsSync(layout.connectFile)) return 0;
  const { dockerHost, stackId } = JSON.parse(readFileSync(layout.connectFile, 'utf8'));
  return removeContainers(dockerHost, stackId);
}
