import { closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DomainError, printable } from '@sallyport/domain';
import type { Problem } from '../model/discovery';
import type { SkillLimits } from './limits';
import { listFiles, type Listing } from './list-files';
import { decodePython, decodeText, readBytes } from './read-text';

const MAX_HEAD = 200;
const MAX_PROBLEMS = 1_000;

/** For whoever has to know which file a process was reading when it ended. */
export interface Watched {
  skip?: ReadonlySet<string>;
  /** Called before a file is read. */
  reading?: (file: string) => void;
}

/** The files of one skill, read within limits. Everything that could not be read is among its problems. */
export class SkillFiles {
  readonly problems: Problem[];
  private readonly root: string;
  private readonly listing: Listing;
  private readonly folders = new Set<string>();
  private readonly known: ReadonlySet<string>;
  private left: number;

  /** @throws DomainError `invalid-request` where there is neither a folder nor a file */
  constructor(
    path: string,
    private readonly limits: SkillLimits,
    private readonly watched: Watched = {},
  ) {
    const real = realPathOf(path);
    const isFile = statSync(real).isFile();
    this.root = isFile ? dirname(real) : real;
    this.listing = isFile
      ? { files: [basename(real)], vendored: new Map(), problems: [] }
      : listFiles(real, limits);
    this.problems = this.listing.problems;
    this.known = new Set(this.listing.files);
    for (const file of this.listing.files)
      for (let at = file.lastIndexOf('/'); at !== -1; at = file.lastIndexOf('/', at - 1))
        this.folders.add(file.slice(0, at));
    this.left = limits.totalBytes;
  }

  get paths(): readonly string[] {
    return this.listing.files;
  }

  get vendored(): Listing['vendored'] {
    return this.listing.vendored;
  }

  exists(path: string): boolean {
    return path === '' || path === '.' || this.known.has(path) || this.folders.has(path);
  }

  isFile(path: string): boolean {
    return this.known.has(path);
  }

  /** The text of a file, or nothing after its problem has been noted. */
  text(path: string, kind: 'code' | 'manifest' | 'python'): string | undefined {
    if (this.watched.skip?.has(path) === true) {
      this.say('unreadable', path, 'the process that read it ended');
      return undefined;
    }
    this.watched.reading?.(path);
    const most = kind === 'manifest' ? this.limits.manifestBytes : this.limits.codeBytes;
    const read = readBytes(join(this.root, path), Math.min(most, this.left));
    if ('problem' in read) {
      this.say(read.problem, path, read.message);
      return undefined;
    }
    this.left -= read.bytes.length;
    const decoded = kind === 'python' ? decodePython(read.bytes) : decodeText(read.bytes);
    if ('text' in decoded) return decoded.text;
    this.say(decoded.problem, path, decoded.message);
    return undefined;
  }

  /** The first line of a file without an ending, which says what runs it. */
  shebang(path: string): string {
    try {
      const handle = openSync(
        join(this.root, path),
        constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
      );
      try {
        const head = Buffer.alloc(MAX_HEAD);
        const length = readSync(handle, head, 0, MAX_HEAD, 0);
        const first = head.toString('latin1', 0, length).split('\n', 1)[0] as string;
        return first.startsWith('#!') ? first : '';
      } finally {
        closeSync(handle);
      }
    } catch {
      this.say('unreadable', path, 'cannot be opened');
      return '';
    }
  }

  say(kind: Problem['kind'], file: string, message: string, line?: number): void {
    if (this.problems.length < MAX_PROBLEMS)
      this.problems.push({ kind, message, place: line === undefined ? { file } : { file, line } });
  }
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    throw new DomainError('invalid-request', `There is no skill at ${printable(path, 200)}`, {
      hint: 'Name the folder of a skill, or one file of code.',
      cause,
    });
  }
}
