import type { Source } from '@sallyport/analysis';
import { printable, type Digest, type Ecosystem } from '@sallyport/domain';
import cacache from 'cacache';
import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { hashFile, isStrong, type Hashed } from './hash-file';
import type { Machine } from './machine';

/** Bytes that lie on this machine. */
export interface Found {
  path: string;
  digest: Digest;
  source: Source;
}

/** So many files of a cache are hashed; the caches of a busy machine have some ten thousand. */
const MAX_FILES = 50_000;
const MAX_DEPTH = 12;

/** Finds artifacts by what a lock states of their bytes, or by name, in what lies here anyway. Nothing is fetched. */
export class AtHand {
  private readonly indexes = new Map<string, Promise<ReadonlyMap<string, Found>>>();
  private npmCacheFolder: Promise<string> | undefined;
  private pipCacheFolder: Promise<string | undefined> | undefined;

  /** @param artifacts a folder of artifacts that the user names: files, or an artifact store */
  constructor(
    private readonly machine: Machine,
    private readonly env: Readonly<Record<string, string | undefined>>,
    private readonly artifacts: string | undefined,
  ) {}

  /** The bytes that this is true of, whoever keeps them; what a cache says is held to the bytes. */
  async find(ecosystem: Ecosystem, integrity: string): Promise<Found | undefined> {
    if (!isStrong(integrity)) return undefined;
    return (
      (this.artifacts === undefined
        ? undefined
        : (await this.indexOf(this.artifacts, 'artifacts', () => true)).get(integrity)) ??
      (ecosystem === 'npm' ? await this.inNpmCache(integrity) : await this.inPipCache(integrity))
    );
  }

  /** By name and version where nothing is stated of the bytes: what npm last fetched, or a file so called. */
  async named(ecosystem: Ecosystem, name: string, version: string): Promise<Found[]> {
    const own = this.artifacts === undefined ? [] : await this.filesNamed(ecosystem, name, version);
    if (own.length > 0 || ecosystem === 'pypi') return own;
    const file = `/${name}/-/${basename(name)}-${version}.tgz`;
    const entries = await cacache.ls(await this.npmCache()).catch(() => ({}));
    const stated = Object.entries(entries)
      .filter(([key]) => key.replaceAll('%2f', '/').replaceAll('%2F', '/').endsWith(file))
      .map(([, entry]) => entry.integrity);
    const found = await Promise.all(
      [...new Set(stated)].map((each) => this.inNpmCache(String(each).split(' ')[0] ?? '')),
    );
    return found.filter((each) => each !== undefined);
  }

  /** cacache keeps content under its integrity: `content-v2/sha512/ab/cd/…`. */
  private async inNpmCache(integrity: string): Promise<Found | undefined> {
    const [, algorithm = '', base64 = ''] = /^(sha\d+)-(.+)$/.exec(integrity) ?? [];
    const hex = Buffer.from(base64, 'base64').toString('hex');
    if (hex.length < 64) return undefined;
    const folder = join(await this.npmCache(), 'content-v2', algorithm, hex.slice(0, 2), hex.slice(2, 4));
    const path = join(folder, hex.slice(4));
    return heldTo(integrity, path, await hashFile(path), 'npm-cache');
  }

  /** pip keeps bodies of answers under names that only their addresses give (`http-v2`, since pip 23.3). */
  private async inPipCache(integrity: string): Promise<Found | undefined> {
    const folder = await this.pipCache();
    if (folder === undefined) return undefined;
    const index = await this.indexOf(join(folder, 'http-v2'), 'pip-cache', (name) => name.endsWith('.body'));
    return index.get(integrity);
  }

  private async filesNamed(ecosystem: Ecosystem, name: string, version: string): Promise<Found[]> {
    const index = await this.indexOf(this.artifacts as string, 'artifacts', () => true);
    const found = [...index.values()].filter(({ path }) => isNamed(basename(path), ecosystem, name, version));
    return [...new Map(found.map((each) => [each.digest, each])).values()];
  }

  private indexOf(
    folder: string,
    source: Source,
    isWanted: (name: string) => boolean,
  ): Promise<ReadonlyMap<string, Found>> {
    const known = this.indexes.get(folder);
    if (known !== undefined) return known;
    const index = indexed(folder, source, isWanted);
    this.indexes.set(folder, index);
    return index;
  }

  private npmCache(): Promise<string> {
    return (this.npmCacheFolder ??= this.folderSaid('npm', ['config', 'get', 'cache'], {
      set: this.env['npm_config_cache'],
      otherwise: join(this.machine.home, '.npm'),
    }).then((folder) => join(folder, '_cacache')));
  }

  private pipCache(): Promise<string> {
    return (this.pipCacheFolder ??= this.folderSaid('pip', ['cache', 'dir'], {
      set: this.env['PIP_CACHE_DIR'],
      otherwise: join(this.machine.home, '.cache', 'pip'),
    })) as Promise<string>;
  }

  /** Where the program itself says that its cache is; where it is not there or says nothing, its default. */
  private async folderSaid(
    program: string,
    words: readonly string[],
    { set, otherwise }: { set: string | undefined; otherwise: string },
  ): Promise<string> {
    if (set !== undefined && isAbsolute(set)) return set;
    // At home: a project's own settings are as foreign as the project.
    const { status, stdout } = await this.machine.run(program, words, this.machine.home);
    const said = stdout.trim();
    return status === 0 && isAbsolute(said) ? said : otherwise;
  }
}

function heldTo(
  integrity: string,
  path: string,
  hashed: Hashed | undefined,
  source: Source,
): Found | undefined {
  return hashed?.integrity.includes(integrity) === true ? { path, digest: hashed.digest, source } : undefined;
}

async function indexed(
  folder: string,
  source: Source,
  isWanted: (name: string) => boolean,
): Promise<ReadonlyMap<string, Found>> {
  const index = new Map<string, Found>();
  let files = 0;
  const folders = [{ path: folder, depth: 0 }];
  for (let at = folders.pop(); at !== undefined && files < MAX_FILES; at = folders.pop()) {
    for (const entry of await entriesOf(at.path)) {
      const path = join(at.path, entry.name);
      if (entry.isDirectory() && at.depth < MAX_DEPTH) folders.push({ path, depth: at.depth + 1 });
      if (!entry.isFile() || !isWanted(entry.name) || (files += 1) > MAX_FILES) continue;
      const hashed = await hashFile(path);
      for (const integrity of hashed?.integrity ?? [])
        index.set(integrity, { path, digest: (hashed as Hashed).digest, source });
    }
  }
  return index;
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries: Dirent[] = [];
  try {
    for await (const entry of await opendir(folder)) if (entries.length < MAX_FILES) entries.push(entry);
  } catch {
    // No cache there, or none for us: then it has nothing, and what is asked for is named as not at hand.
  }
  return entries;
}

/** `left-pad-1.3.0.tgz`, `requests-2.32.3-py3-none-any.whl`, `requests-2.32.3.tar.gz` (PEP 427, PEP 625). */
function isNamed(file: string, ecosystem: Ecosystem, name: string, version: string): boolean {
  if (ecosystem === 'npm')
    return file === `${printable(name, 300).replace(/^@/, '').replace('/', '-')}-${version}.tgz`;
  const match = /^(.+?)-(\d[^-]*)(?:-.+\.whl|\.tar\.gz|\.zip)$/.exec(file);
  if (match === null) return false;
  const [, own = '', itsVersion = ''] = match;
  return own.toLowerCase().replace(/[-_.]+/g, '-') === name && sameVersion(itsVersion, version);
}

/** Versions are normalised without trailing zeros; file names are not. */
function sameVersion(a: string, b: string): boolean {
  const bare = (version: string): string => version.replace(/(?:\.0)+$/, '');
  return bare(a) === bare(b);
}
