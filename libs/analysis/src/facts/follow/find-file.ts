import { posix } from 'node:path';
import { textOf, type ArchiveFile } from '../archive-contents';
import type { Language } from '../shell/read-command';
import type { TextOf } from './code-readers';

type Files = ReadonlyMap<string, ArchiveFile>;

const SUFFIXES = ['', '.js', '.cjs', '.mjs', '.json', '.node', '.ts', '.cts', '.mts', '.jsx'];
const INDEXES = ['index.js', 'index.cjs', 'index.mjs', 'index.json', 'index.node', 'index.ts'];

/** The file that Node.js would load for a path, by its rules for CommonJS (the ones for modules find less). */
export function findModule(files: Files, path: string): ArchiveFile | undefined {
  const clean = normalize(path);
  if (clean === undefined) return undefined;
  for (const suffix of SUFFIXES) {
    const file = files.get(clean + suffix);
    if (file) return file;
  }
  const main = mainOf(files, clean);
  for (const candidate of [
    ...(main === undefined ? [] : SUFFIXES.map((suffix) => main + suffix)),
    ...INDEXES.map((index) => posix.join(clean, index)),
  ]) {
    const file = files.get(candidate);
    if (file) return file;
  }
  return undefined;
}

/** Texts by their path from the folder of a file, or from where the package is run. */
export function textsBeside(files: Files, from: string): TextOf {
  return (path) =>
    textOf(files.get(posix.join(posix.dirname(from), path)) ?? files.get(posix.join('.', path)));
}

/** The file of a Python module: `a.b` is `a/b.py` or `a/b/__init__.py`. */
export function findPythonModule(files: Files, module: string, from: string): ArchiveFile | undefined {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const bases =
    dots > 0
      ? [posix.join(posix.dirname(from), ...Array<string>(dots - 1).fill('..'))]
      : [posix.dirname(from), '.'];
  const path = module.slice(dots).replaceAll('.', '/');
  for (const base of bases) {
    for (const candidate of [`${path}.py`, posix.join(path, '__init__.py')]) {
      const file = files.get(posix.join(base, candidate));
      if (file) return file;
    }
  }
  return undefined;
}

/** Which language a file is run as, by its ending or its first line. */
export function languageOf(file: ArchiveFile): Language | undefined {
  if (/\.(?:[cm]?[jt]s|jsx)$/.test(file.path)) return 'javascript';
  if (/\.py$/.test(file.path)) return 'python';
  if (/\.(?:sh|bash|zsh|bat|cmd|ps1)$/i.test(file.path)) return 'shell';
  const shebang = /^#!.*/.exec(textOf(file)?.slice(0, 200) ?? '')?.[0] ?? '';
  if (/node|bun|deno/.test(shebang)) return 'javascript';
  if (/python/.test(shebang)) return 'python';
  return /sh\b/.test(shebang) ? 'shell' : undefined;
}

/** Within the package, or undefined. */
export function normalize(path: string): string | undefined {
  const clean = posix
    .normalize(path.replaceAll('\\', '/'))
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/$/, '');
  return clean.startsWith('../') || clean.startsWith('/') ? undefined : clean === '.' ? '' : clean;
}

function mainOf(files: Files, folder: string): string | undefined {
  const text = textOf(files.get(posix.join(folder, 'package.json')));
  if (text === undefined) return undefined;
  try {
    const { main } = JSON.parse(text) as { main?: unknown };
    return typeof main === 'string' ? normalize(posix.join(folder, main)) : undefined;
  } catch {
    // A manifest that cannot be read has no main; Node.js then looks for an index.
    return undefined;
  }
}
