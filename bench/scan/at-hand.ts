import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { normalizeName } from '@sallyport/domain';

const ROOT = resolve(__dirname, '../../..');
const WHEEL = /^([^-]+)-.*\.whl$/;

/**
 * Tarballs that this checkout's own lock names and that npm's cache holds since they were installed, most used package
 * first: nobody is asked for them, and they are the same wherever the checkout is.
 */
export function npmAtHand(folder: string, ranked: readonly string[], count: number): void {
  const cache = join(
    execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim(),
    '_cacache',
  );
  mkdirSync(folder, { recursive: true });
  const locked = lockedByName();
  let written = 0;
  for (const name of ranked) {
    const found = locked.get(name);
    if (written === count) return;
    const content = found && contentPath(cache, found.integrity);
    if (found === undefined || content === undefined || !existsSync(content)) continue;
    const file = `${name.replace('@', '').replace('/', '-')}-${found.version}.tgz`;
    copyFileSync(content, join(folder, file));
    written += 1;
  }
}

/** Where npm's cache keeps what has this digest. */
function contentPath(cache: string, integrity: string): string {
  const [algorithm = '', digest = ''] = integrity.split(' ')[0]?.split(/-(.*)/s) ?? [];
  const hex = Buffer.from(digest, 'base64').toString('hex');
  return join(cache, 'content-v2', algorithm, hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
}

interface Locked {
  name?: string;
  version: string;
  integrity?: string;
}

function lockedByName(): Map<string, Required<Pick<Locked, 'version' | 'integrity'>>> {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const byName = new Map<string, Required<Pick<Locked, 'version' | 'integrity'>>>();
  for (const [path, { name, version, integrity }] of Object.entries(lock.packages)) {
    const known = name ?? path.split('node_modules/').at(-1);
    // The first one lies nearest to the root.
    if (integrity !== undefined && known !== undefined && !byName.has(known))
      byName.set(known, { version, integrity });
  }
  return byName;
}

/** Wheels of these folders, one of each project, most used project first; linked, since some are large. */
export function wheelsAtHand(
  folder: string,
  from: readonly string[],
  ranked: readonly string[],
  count: number,
): void {
  mkdirSync(folder, { recursive: true });
  const byProject = new Map<string, string>();
  for (const file of from.flatMap((each) =>
    readdirSync(each)
      .sort()
      .map((name) => join(each, name)),
  )) {
    const project = WHEEL.exec(file.slice(file.lastIndexOf('/') + 1))?.[1];
    if (project !== undefined) byProject.set(normalizeName('pypi', project), file);
  }
  for (const file of ranked.flatMap((name) => byProject.get(name) ?? []).slice(0, count)) {
    const link = join(folder, file.slice(file.lastIndexOf('/') + 1));
    if (!existsSync(link)) symlinkSync(file, link);
  }
}
