import { constants, type Dirent, type Stats } from 'node:fs';
import { open, opendir, realpath } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import type { ArchiveContents } from '../facts/archive-contents';
import type { Unread } from '../facts/artifact-analysis';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archive-limits';
import { ContentsBuilder } from './contents-builder';
import { ownersOf, recordedPaths } from './installed-files';

/** Which files of a folder are one thing to look at. */
export type FolderPart =
  /** A package that lies unpacked, without the packages that lie in it. */
  | { kind: 'package' }
  /** Everything that is no package of its own: the code of a skill or a project. */
  | { kind: 'own' }
  /** One file. */
  | { kind: 'file'; name: string }
  /** What a distribution's RECORD lists (PEP 376), below the folder it is installed to. */
  | { kind: 'distribution'; info: string }
  /** What no RECORD lists, below the folder that distributions are installed to. */
  | { kind: 'unlisted' };

export interface FolderReading {
  contents: ArchiveContents;
  unread: Unread[];
  /** Nothing was left out that could be code: then nobody may conclude anything from the rest alone. */
  isWhole: boolean;
}

const CHUNK = 64 * 1024;
const MAX_DEPTH = 64;
const MAX_UNREAD = 100;
/** Folders that hold other packages, which are looked at by themselves. */
const APART = /^(?:node_modules|site-packages|dist-packages|\.pnpm)$/;
/** What tools leave behind. None of it is code by its name; what is was put there by somebody. */
const LEFT_BEHIND = /^(?:__pypackages__|__pycache__|\.git|\.hg|\.svn|\.pnpm-store)$/;
const COMPILED = /^__pycache__$/;
const CODE = /\.(?:[cm]?[jt]sx?|pyw?|pth|sh|bash|zsh|ps1|bat|cmd|node|so|pyd|dll)$/i;
/** An environment under any name has this file (PEP 405). Anybody can write one, so that what lies beside it is read. */
const ENVIRONMENT = 'pyvenv.cfg';
const PROGRAMS = /^(?:bin|Scripts)$/;
const INTERPRETER = /^(?:python|pypy)[\d.]*(?:\.exe)?$/;
const CANNOT = 'cannot be opened';

/**
 * Reads an unpacked package under the same limits as a packed one. No link is followed, and nothing but regular files is
 * opened: a link out of the folder, or a file that cannot be read, makes the reading one that is not whole.
 */
export async function readFolder(
  folder: string,
  part: FolderPart,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<FolderReading> {
  const reader = new FolderReader(folder, limits);
  const contents = await reader.read(part);
  return { contents, unread: reader.unread, isWhole: reader.isWhole };
}

class FolderReader {
  readonly unread: Unread[] = [];
  isWhole = true;
  private readonly builder: ContentsBuilder;

  constructor(
    private readonly root: string,
    private readonly limits: ArchiveLimits,
  ) {
    // Unpacked bytes have no ratio to packed ones.
    this.builder = new ContentsBuilder(Number.POSITIVE_INFINITY, limits);
  }

  read(part: FolderPart): Promise<ArchiveContents> {
    return this.builder.contents(async () => {
      if (part.kind === 'file') return this.file(part.name);
      if (part.kind === 'distribution') return this.distribution(part.info);
      const owned = part.kind === 'unlisted' ? await ownersOf(this.root) : undefined;
      await this.below('', 0, (path) => owned?.has(path) !== true, owned === undefined);
    });
  }

  private async distribution(info: string): Promise<void> {
    const { paths, outside } = await recordedPaths(this.root, info);
    if (outside > 0) this.miss(undefined, `${outside} files that it installs outside of this folder`, false);
    for (const path of paths) {
      if (path.endsWith('.pyc')) continue;
      if (await this.leadsOut(path)) this.miss(path, 'lies behind a link out of the folder');
      else await this.file(path);
    }
  }

  /** A folder on the way may be a link; RECORD is as hostile as the rest. */
  private async leadsOut(path: string): Promise<boolean> {
    if (!path.includes('/')) return false;
    try {
      const root = await realpath(this.root);
      const target = await realpath(join(this.root, posix.dirname(path)));
      return target !== root && !target.startsWith(root + sep);
    } catch {
      // It is not there, which reading it will say.
      return false;
    }
  }

  private async below(
    folder: string,
    depth: number,
    isWanted: (path: string) => boolean,
    isWithoutOthers: boolean,
  ): Promise<void> {
    const entries = await this.entries(folder);
    const isEnvironment = isWithoutOthers && depth > 0 && entries.some(({ name }) => name === ENVIRONMENT);
    for (const entry of entries) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (isWithoutOthers && APART.test(entry.name)) continue;
        const isLeft = (isWithoutOthers ? LEFT_BEHIND : COMPILED).test(entry.name);
        if (isLeft && depth < MAX_DEPTH)
          await this.below(path, depth + 1, (each) => CODE.test(each) && isWanted(each), isWithoutOthers);
        else if (depth >= MAX_DEPTH) this.miss(path, `more than ${MAX_DEPTH} folders inside each other`);
        else if (isEnvironment && PROGRAMS.test(entry.name)) await this.programs(path, isWanted);
        else await this.below(path, depth + 1, isWanted, isWithoutOthers);
      } else if (!isWanted(path)) continue;
      else if (entry.isSymbolicLink()) await this.link(path);
      else if (entry.isFile()) await this.file(path);
      else this.builder.fault('special', 'neither a file nor a folder', path);
    }
  }

  /** Of an environment: its interpreter is a link out of it by design, and nothing else is. */
  private async programs(folder: string, isWanted: (path: string) => boolean): Promise<void> {
    for (const entry of await this.entries(folder)) {
      const path = posix.join(folder, entry.name);
      if (entry.isSymbolicLink() && INTERPRETER.test(entry.name))
        this.miss(path, 'the interpreter of an environment, which is not followed', false);
      else if (entry.isSymbolicLink()) await this.link(path);
      else if (entry.isFile() && isWanted(path)) await this.file(path);
      else if (entry.isDirectory()) await this.below(path, 1, isWanted, true);
    }
  }

  private async entries(folder: string): Promise<Dirent[]> {
    try {
      const entries: Dirent[] = [];
      for await (const entry of await opendir(join(this.root, folder))) {
        entries.push(entry);
        if (entries.length > this.limits.entries) {
          this.miss(folder, `more than ${this.limits.entries} entries`);
          break;
        }
      }
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (cause) {
      this.miss(folder, `${CANNOT} (${codeOf(cause)})`);
      return [];
    }
  }

  /** What a link inside the folder leads to is read at its own place. */
  private async link(path: string): Promise<void> {
    try {
      const root = await realpath(this.root);
      const target = await realpath(join(root, path));
      if (target === root || target.startsWith(root + sep)) return;
      this.miss(path, 'a link out of the folder, which is not followed');
    } catch {
      this.miss(path, 'a link that leads nowhere', false);
    }
  }

  private async file(path: string): Promise<void> {
    const clean = this.builder.enter(path);
    if (clean === undefined) return;
    let handle;
    try {
      // Never through a link, also not one that was put there a moment ago.
      handle = await open(
        join(this.root, path),
        constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
      );
    } catch (cause) {
      // An uninstalled or replaced file of a RECORD is no code that could run.
      return this.miss(path, `${CANNOT} (${codeOf(cause)})`, codeOf(cause) !== 'ENOENT');
    }
    try {
      const stat: Stats = await handle.stat();
      if (!stat.isFile()) return this.builder.fault('special', 'neither a file nor a folder', path);
      await this.builder.file(clean, this.chunks(handle.createReadStream({ highWaterMark: CHUNK })));
    } finally {
      await handle.close().catch(() => undefined);
    }
  }

  private async *chunks(source: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      this.builder.count(chunk.length);
      yield chunk as Buffer;
    }
  }

  private miss(file: string | undefined, why: string, isMissed = true): void {
    if (isMissed) this.isWhole = false;
    if (this.unread.length < MAX_UNREAD) this.unread.push({ ...(file === undefined ? {} : { file }), why });
  }
}

function codeOf(cause: unknown): string {
  return (cause as NodeJS.ErrnoException).code ?? 'unknown';
}
