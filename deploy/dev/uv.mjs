// uv: the one on PATH when it is new enough, else a pinned wheel from PyPI, checked by its digest.
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, run, which } from './command.mjs';
import { pythonWithPip } from './system-packages.mjs';
import { Trouble } from './trouble.mjs';

const version = '0.13.9';
/** One line a platform we tried: uv is a compiled program, a wheel without a digest is not taken. */
const digests = { x64: 'd7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19' };

/** @returns {Promise<string | undefined>} the uv on PATH, if it knows what we use (>= 0.9) */
export async function uvOnPath() {
  const path = which('uv');
  if (!path) return undefined;
  const { stdout } = await attempt([path, '--version'], { timeoutMs: 10_000 });
  const [, major, minor] = /(\d+)\.(\d+)\./.exec(stdout) ?? [];
  return Number(major) > 0 || Number(minor) >= 9 ? path : undefined;
}

/** @param {import('./layout.mjs').Layout} layout */
const toolOf = (layout) => join(layout.tools, `uv-${version}`);

/** Whether python and pip are needed to fetch it. @param {import('./layout.mjs').Layout} layout */
export async function hasUv(layout) {
  return existsSync(join(toolOf(layout), 'bin/uv')) || (await uvOnPath()) !== undefined;
}

/**
 * @param {import('./layout.mjs').Layout} layout
 * @returns {Promise<string>} path of uv
 */
export async function ensureUv(layout) {
  const given = await uvOnPath();
  if (given) return given;
  const folder = toolOf(layout);
  const uv = join(folder, 'bin/uv');
  if (existsSync(uv)) return uv;
  const digest = digests[/** @type {'x64'} */ (process.arch)];
  const python = await pythonWithPip();
  if (!digest || !python)
    throw new Trouble('uv is missing: install uv >= 0.9 and put it on PATH, then run this again.');
  const fresh = `${folder}.${process.pid}`;
  const requirements = `${fresh}.txt`;
  writeFileSync(requirements, `uv==${version} --hash=sha256:${digest}\n`);
  const pip = [
    python,
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--root-user-action=ignore',
  ];
  await run(
    [...pip, '--target', fresh, '--no-deps', '--only-binary=:all:', '--require-hashes', '-r', requirements],
    'uv could not be fetched: check that pip reaches its index here, or put uv >= 0.9 on PATH.',
    { log: join(layout.logs, 'uv.log'), timeoutMs: 300_000 },
  );
  chmodSync(join(fresh, 'bin/uv'), 0o755);
  rmSync(requirements);
  if (existsSync(folder)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, folder);
  return uv;
}

/** The interpreter uv resolves for. */
export const pythonPath = () =>
  existsSync('/usr/bin/python3') ? '/usr/bin/python3' : (which('python3') ?? 'python3');
