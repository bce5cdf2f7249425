import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';

/** RECORD of the largest wheels (60,000 files) has 8 MB. */
const MAX_RECORD = 64 * 1024 * 1024;
const MAX_DISTRIBUTIONS = 5_000;

export interface Recorded {
  /** Below the folder, with `/`. */
  paths: string[];
  /** Files elsewhere, such as programs in `bin`. */
  outside: number;
}

/** The files that a distribution's RECORD lists (PEP 376, PEP 627); its own folder where it has none. */
export async function recordedPaths(root: string, info: string): Promise<Recorded> {
  const record = await textOf(join(root, info, 'RECORD'));
  if (record === undefined) {
    const names = await readdir(join(root, info)).catch(() => []);
    return { paths: names.map((name) => `${info}/${name}`), outside: 0 };
  }
  const listed = record
    .split(/\r?\n/)
    .flatMap((line) => pathOf(line))
    .map((path) => posix.normalize(path));
  const paths = listed.filter((path) => !path.startsWith('../') && !path.startsWith('/'));
  return { paths: [...new Set(paths)], outside: listed.length - paths.length };
}

/** Every file that some distribution below the folder says is its own. */
export async function ownersOf(root: string): Promise<ReadonlySet<string>> {
  const names = await readdir(root).catch(() => []);
  const owned = new Set<string>();
  for (const info of names.filter((name) => name.endsWith('.dist-info')).slice(0, MAX_DISTRIBUTIONS))
    for (const path of (await recordedPaths(root, info)).paths) owned.add(path);
  return owned;
}

/** `path,hash,size`; a path with commas or quotes is quoted as in CSV. */
function pathOf(line: string): string[] {
  const match = /^(?:"((?:[^"]|"")*)"|([^,]+)),/.exec(line);
  return match === null ? [] : [match[1]?.replaceAll('""', '"') ?? match[2] ?? ''];
}

/** Nothing where it is absent, too large or no regular file. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = await handle.stat();
      return stat.isFile() && stat.size <= MAX_RECORD ? await handle.readFile('utf8') : undefined;
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}
