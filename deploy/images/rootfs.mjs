// Where a root file system comes from: a public image where a registry of images is reachable, else
// Debian's own packages, through the apt configuration of this machine (so its mirrors, keys and proxies).
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asRoot, attempt, run, which } from '../dev/command.mjs';
import { Trouble } from '../dev/trouble.mjs';
import { leftOut, nodePackage } from './definitions.mjs';
import { npmTarball } from './npm-tarball.mjs';

/** A registry that has not answered by then is taken for absent: a start must not hang on a firewall. */
const registryTimeoutMs = 8_000;

/**
 * Whether images can be pulled. SALLYPORT_PULL_BASES=1 says yes and =0 no without asking.
 * @param {string} reference
 * @param {NodeJS.ProcessEnv} env
 * @param {(note: string) => void} tell
 */
export async function registryAnswers(reference, env, tell) {
  if (process.env.SALLYPORT_PULL_BASES) return process.env.SALLYPORT_PULL_BASES === '1';
  tell('is an image registry reachable?');
  const ask = [which('docker') ?? 'docker', 'manifest', 'inspect', reference];
  return (await attempt(ask, { env, timeoutMs: registryTimeoutMs })).status === 0;
}

/**
 * @param {import('./definitions.mjs').Base} base
 * @param {import('./build.mjs').Engine} engine
 * @returns {Promise<string>} reference
 */
export async function pulledRootfs(base, engine) {
  const sentence = `${base.pulled} could not be pulled: try again, or set SALLYPORT_PULL_BASES=0 to build it from Debian's packages.`;
  await engine.docker(['pull', base.pulled], sentence, 600_000);
  return base.pulled;
}

/**
 * @param {import('./definitions.mjs').Base} base
 * @param {{ layout: import('../dev/layout.mjs').Layout, engine: import('./build.mjs').Engine, log: string,
 *   tell: (note: string) => void }} context
 * @returns {Promise<string>} reference
 */
export async function builtRootfs(base, { layout, engine, log, tell }) {
  const suite = debianSuite();
  // This file is part of the recipe: a changed hook makes another image.
  const steps = readFileSync(fileURLToPath(import.meta.url), 'utf8');
  const recipe = JSON.stringify([
    suite,
    base.packages,
    leftOut,
    base.language === 'node' && nodePackage,
    steps,
  ]);
  const digest = createHash('sha256').update(recipe).digest('hex').slice(0, 12);
  const reference = `sallyport/rootfs-${base.language}:${suite}-${digest}`;
  if (await engine.has(reference)) return reference;
  const tarball = join(layout.images, `${base.language}-${suite}-${digest}.tar`);
  if (!existsSync(tarball)) {
    const options = await bootstrapOptions(base, { layout, log });
    tell('Debian packages into a root file system');
    await run(
      asRoot([which('mmdebstrap') ?? 'mmdebstrap', ...options, suite, `${tarball}.part.tar`]),
      `The ${base.language} base image could not be made from Debian's packages: run "apt-get update" and see that it passes, then run this again.`,
      { log, timeoutMs: 600_000, onLine: (line) => tell(line.slice(0, 60)) },
    );
    renameSync(`${tarball}.part.tar`, tarball);
  }
  tell('import');
  await engine.docker(
    ['import', tarball, reference],
    `${tarball} could not be imported: remove it and run this again.`,
  );
  return reference;
}

/** @param {import('./definitions.mjs').Base} base @param {{ layout: import('../dev/layout.mjs').Layout, log: string }} context */
async function bootstrapOptions(base, { layout, log }) {
  const options = ['--variant=essential', '--mode=root', `--include=${base.packages.join(',')}`];
  options.push(...leftOut.map((path) => `--dpkgopt=path-exclude=${path}`));
  if (base.language === 'node') {
    const unpacked = await npmTarball(nodePackage, { layout, log });
    options.push(`--customize-hook=copy-in "${join(unpacked, 'bin/node')}" /usr/local/bin`);
    options.push('--customize-hook=chmod 755 "$1/usr/local/bin/node"; chown 0:0 "$1/usr/local/bin/node"');
  }
  // Nothing in a sandbox may gain rights, and nobody installs packages in it.
  options.push('--customize-hook=find "$1" -xdev -type f -perm /6000 -exec chmod a-s {} +');
  options.push(
    '--customize-hook=rm -rf "$1"/var/lib/apt "$1"/var/cache/* "$1"/var/log/* "$1"/var/lib/dpkg/*-old',
  );
  return options;
}

/** The suite this machine runs: the packages are then the ones its own apt sources serve. */
function debianSuite() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const field = (/** @type {string} */ name) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(release)?.[1];
  const suite = field('VERSION_CODENAME');
  if (field('ID') !== 'debian' || !suite) {
    throw new Trouble(
      'No image registry is reachable and this machine is not Debian: run this on Debian 12, or load the base images where docker can pull them and set SALLYPORT_PULL_BASES=1.',
    );
  }
  return suite;
}
