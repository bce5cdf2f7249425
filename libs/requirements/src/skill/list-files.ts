import { lstatSync, opendirSync, realpathSync, type Dirent } from 'node:fs';
import { join, sep } from 'node:path';
import type { Problem } from '../model/discovery';
import type { SkillLimits } from './limits';

export interface Listing {
  /** Regular files below the skill, with `/`, in order; what lies in vendored folders is left out. */
  files: readonly string[];
  /** Folders of other people's code, and the names directly in them. */
  vendored: ReadonlyMap<string, ReadonlySet<string>>;
  problems: Problem[];
}

/** By name: folders that hold packages, not the skill's own code. */
const VENDORED =
  /^(?:node_modules|bower_components|jspm_packages|site-packages|dist-packages|__pypackages__|vendor|_vendor|vendored|_vendored|third[_-]party|\.venv|venv|virtualenv|\.tox|\.nox|\.eggs|\.yarn|\.pnpm-store)$|\.(?:egg-info|dist-info|egg)$/;
/** What tools leave behind. */
const IGNORED =
  /^(?:\.git|\.hg|\.svn|__pycache__|\.mypy_cache|\.pytest_cache|\.ruff_cache|\.ipynb_checkpoints)$/;
/** An environment under any name has this file (PEP 405). */
const ENVIRONMENT = 'pyvenv.cfg';
const MAX_VENDORED_NAMES = 5_000;
const MAX_PROBLEMS = 200;

/** Lists a skill without following a link or opening a file. */
export function listFiles(root: string, limits: SkillLimits): Listing {
  const files: string[] = [];
  const vendored = new Map<string, ReadonlySet<string>>();
  const problems: Problem[] = [];
  const say = (kind: Problem['kind'], file: string, message: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ kind, message, place: { file } });
  };
  const folders: { path: string; depth: number }[] = [{ path: '', depth: 0 }];
  let count = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = entriesOf(join(root, folder.path), limits.files - count);
    if (entries === undefined) {
      say('unreadable', folder.path || '.', 'the folder cannot be listed');
      continue;
    }
    count += entries.length;
    if (count >= limits.files) {
      say('too-many-files', folder.path || '.', `more than ${limits.files} files; those after are not read`);
      break;
    }
    if (folder.path !== '' && entries.some(({ name }) => name === ENVIRONMENT)) {
      vendored.set(folder.path, new Set());
      continue;
    }
    for (const entry of entries) {
      const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
      if (entry.isSymbolicLink()) link(root, path, say);
      else if (entry.isFile()) files.push(path);
      else if (!entry.isDirectory()) say('special-file', path, 'neither a file nor a folder');
      else if (VENDORED.test(entry.name)) vendored.set(path, namesIn(join(root, path)));
      else if (IGNORED.test(entry.name)) continue;
      else if (folder.depth >= limits.depth)
        say('too-deep', path, `more than ${limits.depth} folders inside each other`);
      else folders.push({ path, depth: folder.depth + 1 });
    }
  }
  return { files: files.sort(), vendored, problems };
}

/** What a link inside the skill leads to is read at its own place. */
function link(
  root: string,
  path: string,
  say: (kind: Problem['kind'], file: string, message: string) => void,
): void {
  try {
    const target = realpathSync(join(root, path));
    if (target === root || target.startsWith(root + sep)) return;
    say('link-outside', path, 'a link out of the skill, which is not followed');
  } catch {
    say('link-outside', path, 'a link that leads nowhere');
  }
}

function entriesOf(path: string, most: number): Dirent[] | undefined {
  try {
    if (!lstatSync(path).isDirectory()) return undefined;
    const folder = opendirSync(path);
    try {
      const entries: Dirent[] = [];
      for (let entry = folder.readSync(); entry !== null && entries.length < most; entry = folder.readSync())
        entries.push(entry);
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    } finally {
      folder.closeSync();
    }
  } catch {
    return undefined;
  }
}

function namesIn(path: string): ReadonlySet<string> {
  return new Set((entriesOf(path, MAX_VENDORED_NAMES) ?? []).map(({ name }) => name));
}
