import { posix } from 'node:path';
import type { ArchiveFile } from './archive-contents';
import { findModule, normalize } from './follow/find-file';
import { Reached } from './follow/reached';
import type { FoundImport } from './signal';

type Files = ReadonlyMap<string, ArchiveFile>;

/** Real packages have hundreds of subpaths, each under several conditions. */
export const MAX_ENTRIES = 20_000;
const MAX_DEPTH = 10;
const PYTHON_ROOT = /(?:^|\/)(?:src|lib)\//;

/** Who loads a package, and the files that this loads first. */
export interface Entry {
  /** `require("name")`, `bin name`. */
  readonly cause: string;
  readonly path: string;
}

/** Fields of package.json by which others load or run it (npm's documentation of package.json, Node.js's of packages). */
export function entriesOf(manifest: Readonly<Record<string, unknown>>, name: string): Entry[] {
  const load = `import "${name}"`;
  const { main, module, browser, bin, exports } = manifest;
  const entries: Entry[] = [];
  const add = (cause: string, path: unknown, depth = 0): void => {
    if (entries.length >= MAX_ENTRIES || depth > MAX_DEPTH) return;
    if (typeof path === 'string') entries.push({ cause, path });
    else if (typeof path === 'object' && path !== null)
      for (const [key, each] of Object.entries(path))
        add(
          key.startsWith('./') && key !== './' && depth === 0 ? `import "${name}${key.slice(1)}"` : cause,
          each,
          depth + 1,
        );
  };
  add(load, exports);
  add(load, typeof main === 'string' ? main : '.');
  add(load, module);
  add(load, browser);
  if (typeof bin === 'string') add(`bin ${name}`, bin);
  else if (typeof bin === 'object' && bin !== null)
    for (const [program, path] of Object.entries(bin)) add(`bin ${program}`, path);
  return entries;
}

/** Which file of an npm package loads which other one, from what others load. Nothing is resolved out of the package. */
export function loadedBy(
  files: Files,
  entries: readonly Entry[],
  imports: ReadonlyMap<string, readonly FoundImport[]>,
): Reached {
  const reached = new Reached();
  const queue: string[] = [];
  const take = (path: string, by: string, line?: number): void => {
    const file = findModule(files, path);
    if (file === undefined || reached.has(file.path)) return;
    reached.note(file.path, by, line);
    queue.push(file.path);
  };
  for (const { cause, path } of entries) take(path, cause);
  // It grows meanwhile, by each file once.
  for (const from of queue) {
    for (const { specifier, line } of imports.get(from) ?? []) {
      if (!specifier.startsWith('.')) continue;
      const path = normalize(posix.join(posix.dirname(from), specifier));
      if (path !== undefined) take(path, from, line);
    }
  }
  return reached;
}

/** Python loads a file by the name of its module, whatever else loads it. */
export function importedModules(files: Iterable<string>): Reached {
  const reached = new Reached();
  for (const path of files) {
    if (!path.endsWith('.py')) continue;
    const module = path
      .replace(PYTHON_ROOT, '')
      .replace(/(?:\/__init__)?\.py$/, '')
      .replaceAll('/', '.');
    if (/^[\w.]+$/.test(module)) reached.note(path, `import ${module}`);
  }
  return reached;
}
