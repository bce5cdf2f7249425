// The one script for base images: `node deploy/images/build.mjs` (DOCKER_HOST says which engine).
//
//   root file system (pulled, or Debian's packages)  ->  base-LANGUAGE: + user + harness  ->  builder-LANGUAGE: + tool
//
// Tags are made from what goes in, so an image that exists is an image that is right.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attempt, run, which } from '../dev/command.mjs';
import { defaultStateDir, layoutOf, repoRoot } from '../dev/layout.mjs';
import { step } from '../dev/progress.mjs';
import { Trouble, endWith } from '../dev/trouble.mjs';
import { ensureUv } from '../dev/uv.mjs';
import { bases, nodePackage, npmPackage } from './definitions.mjs';
import { baseContext, builderContext } from './layers.mjs';
import { builtRootfs, pulledRootfs, registryAnswers } from './rootfs.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const harnessDir = join(repoRoot, 'libs/sandbox/harness');

/** @param {(Buffer | string)[]} parts */
function digestOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 12);
}

/** Digest of everything the base image of one language is made from. @param {import('./definitions.mjs').Base} base */
function recipeDigest(base) {
  const scripts = readdirSync(here).filter((file) => file.endsWith('.mjs'));
  const harness = base.harness.map((file) => join(harnessDir, file)).filter(existsSync);
  return digestOf([
    ...scripts.sort().map((file) => readFileSync(join(here, file))),
    ...harness.map((file) => readFileSync(file)),
    base.language,
    process.arch,
  ]);
}

/**
 * @typedef {object} Engine
 * @property {(args: string[], sentence: string, timeoutMs?: number) => Promise<string>} docker
 * @property {(reference: string) => Promise<boolean>} has
 * @property {NodeJS.ProcessEnv} env
 */

/** @param {string} dockerHost @param {string} log @returns {Engine} */
function engineAt(dockerHost, log) {
  const docker = which('docker');
  if (!docker) throw new Trouble('The docker command is missing: install the package docker.io.');
  // The contexts are plain COPY lines: the classic builder needs no plugin, and no network.
  const env = { ...process.env, DOCKER_HOST: dockerHost, DOCKER_BUILDKIT: '0' };
  return {
    env,
    docker: (args, sentence, timeoutMs = 300_000) =>
      run([docker, ...args], sentence, { env, log, timeoutMs }),
    has: async (reference) => (await attempt([docker, 'image', 'inspect', reference], { env })).status === 0,
  };
}

/**
 * References of the images, building what is missing.
 * @param {{ layout: import('../dev/layout.mjs').Layout, dockerHost: string,
 *   tell?: (note: string) => void }} options
 * @returns {Promise<Record<string, string>>}
 */
export async function ensureBaseImages({ layout, dockerHost, tell = () => {} }) {
  const log = join(layout.logs, 'images.log');
  const engine = engineAt(dockerHost, log);
  const planned = bases.map((base) => ({ base, ...namesOf(base) }));
  const found = await Promise.all(
    planned.flatMap(({ image, builder }) => [engine.has(image), engine.has(builder)]),
  );
  if (!found.every(Boolean)) {
    const pull = await registryAnswers(bases[0].pulled, engine.env, tell);
    await Promise.all(planned.map((plan) => buildBoth({ ...plan, layout, engine, pull, tell, log })));
  }
  const references = Object.fromEntries(
    planned.flatMap(({ base, image, builder }) => [
      [`BASE_IMAGE_${base.ecosystem.toUpperCase()}`, image],
      [`BUILDER_IMAGE_${base.ecosystem.toUpperCase()}`, builder],
    ]),
  );
  writeFileSync(layout.imagesFile, `${JSON.stringify(references, null, 2)}\n`);
  return references;
}

/** @param {import('./definitions.mjs').Base} base */
function namesOf(base) {
  const version = base.language === 'node' ? nodePackage.version.split('.')[0] : '3.11';
  const recipe = recipeDigest(base);
  const tool = base.language === 'node' ? npmPackage.version : readFileSync(join(here, '../dev/uv.mjs'));
  return {
    image: `sallyport/base-${base.language}:${version}-${recipe}`,
    builder: `sallyport/builder-${base.language}:${version}-${digestOf([recipe, tool])}`,
  };
}

/**
 * @param {{ base: import('./definitions.mjs').Base, image: string, builder: string, pull: boolean, log: string,
 *   layout: import('../dev/layout.mjs').Layout, engine: Engine, tell: (note: string) => void }} plan
 */
async function buildBoth({ base, image, builder, pull, log, layout, engine, tell }) {
  const build = (/** @type {string} */ tag, /** @type {string} */ context) =>
    engine.docker(
      ['build', '--quiet', '--network=none', '--tag', tag, context],
      `The image ${tag} could not be built: see the log, and check that the Docker engine has disk space.`,
    );
  if (!(await engine.has(image))) {
    const from = pull
      ? await pulledRootfs(base, engine)
      : await builtRootfs(base, { layout, engine, log, tell: (note) => tell(`${base.language}: ${note}`) });
    tell(`${base.language}: base image`);
    await build(image, baseContext(base, { from, harnessDir, layout, debian: !pull }));
    await engine.docker(
      ['run', '--rm', '--network=none', image, ...base.versionOf.split(' ')],
      `The image ${image} does not run: see the log.`,
    );
  }
  if (await engine.has(builder)) return;
  tell(`${base.language}: builder image`);
  const uv = base.language === 'python' ? await ensureUv(layout) : undefined;
  await build(builder, await builderContext(base, { from: image, uv, layout, log }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const layout = layoutOf(defaultStateDir);
  const dockerHost = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock';
  step('Base images', (tell) => ensureBaseImages({ layout, dockerHost, tell }))
    .then((references) => process.stdout.write(`${JSON.stringify(references, null, 2)}\n`))
    .catch(endWith);
}
