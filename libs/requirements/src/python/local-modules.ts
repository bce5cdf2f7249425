import { posix } from 'node:path';
import { isWellKnown, normalizeName } from '@sallyport/domain';
import { entryOf } from '../tables/python-modules';
import type { ModuleUse } from './python-reading';

/** Files that make a folder the root of a Python project, from which its modules are imported. */
const PROJECT = /(?:^|\/)(?:pyproject\.toml|setup\.py|setup\.cfg)$/;
const EXTENSION = /\.(?:py|pyi|pyx|pyd|so|abi3\.so|cpython-[\w-]+\.so|cp\d+-[\w-]+\.pyd)$/;

/**
 * What the skill's own files give to its imports: the folder of the script, the roots of its projects, what it adds
 * to `sys.path`. Packages that are installed win over folders without `__init__.py` (PEP 420), so that such a folder
 * counts only where what is imported lies in it.
 */
export class LocalModules {
  /** Folder to the names of modules that files directly in it give. */
  private readonly modules = new Map<string, Map<string, Set<string>>>();
  private readonly folders = new Set<string>();
  private readonly packages = new Set<string>();
  private readonly roots: Set<string>;

  constructor(
    files: readonly string[],
    private readonly vendored: ReadonlyMap<string, ReadonlySet<string>>,
  ) {
    this.roots = new Set(['', 'src', 'lib']);
    for (const file of files) this.add(file);
    for (const folder of [...this.roots])
      if (folder !== '' && !this.folders.has(folder)) this.roots.delete(folder);
  }

  /** Whether this import is served by the skill itself; a file is never its own import. */
  has(
    use: ModuleUse,
    file: string,
    added: readonly string[],
    isDeclared: (module: string) => boolean,
  ): boolean {
    if (use.level > 0) return true;
    const parts = use.module.split('.').filter((part) => part !== '');
    const top = parts[0] ?? '';
    const isKnown = entryOf(use.module) !== undefined || isDeclared(use.module) || isPopular(top);
    const places = [this.scriptFolder(file), ...this.roots, ...added];
    if (places.some((folder) => this.serves(folder, parts, use, file, isKnown))) return true;
    if (isKnown) return false;
    // Somebody who starts it from elsewhere; only for names that mean no package that we know of.
    return ancestorsOf(file).some(
      (folder) => this.modulesIn(folder, top, file) || this.packages.has(join(folder, top)),
    );
  }

  /** Folders that additions to `sys.path` name, as far as their literals say; relative to the file or to any folder above. */
  foldersOf(literals: readonly string[], file: string): string[] {
    if (literals.length === 0) return [];
    const path = literals.map((each) => each.replace(/^\.\//, '')).join('/');
    const bases = [posix.dirname(file), ...ancestorsOf(file)];
    const candidates = [path, literals.at(-1) as string].flatMap((each) =>
      bases.map((base) => join(base === '.' ? '' : base, each)),
    );
    return [...new Set(candidates)].filter(
      (each) => each === '' || this.folders.has(each) || this.vendored.has(each),
    );
  }

  private serves(
    folder: string,
    parts: readonly string[],
    use: ModuleUse,
    file: string,
    isKnown: boolean,
  ): boolean {
    const [top = ''] = parts;
    if (this.modulesIn(folder, top, file)) return true;
    const inside = join(folder, top);
    if (this.packages.has(inside)) return true;
    const names = this.vendored.get(folder);
    if (names !== undefined)
      return names.has(top) || [...names].some((name) => name.startsWith(`${top}.`) && EXTENSION.test(name));
    if (!this.folders.has(inside)) return false;
    // A folder without `__init__.py`.
    const wanted = parts.length > 1 ? [parts] : use.names.map((name) => [...parts, name]);
    const reaches = wanted.some((path) => this.reaches(folder, path, file));
    return (
      reaches ||
      (!isKnown && parts.length === 1 && wanted.length === 0 && (this.modules.get(inside)?.size ?? 0) > 0)
    );
  }

  /** Whether the second part at least is there: a file, or a folder with code. */
  private reaches(folder: string, path: readonly string[], file: string): boolean {
    const [top = '', second = ''] = path;
    const inside = join(folder, top);
    return this.modulesIn(inside, second, file) || this.folders.has(join(inside, second));
  }

  private modulesIn(folder: string, name: string, except: string): boolean {
    const files = this.modules.get(folder)?.get(name);
    return files !== undefined && [...files].some((file) => file !== except);
  }

  /** The first folder above that is no package: Python puts it in front when the file is run. */
  private scriptFolder(file: string): string {
    let folder = folderOf(file);
    while (folder !== '' && this.packages.has(folder)) folder = folderOf(folder);
    return folder;
  }

  private add(file: string): void {
    const folder = folderOf(file);
    for (let at = folder; !this.folders.has(at); at = folderOf(at)) {
      this.folders.add(at);
      if (at === '') break;
    }
    if (PROJECT.test(file))
      for (const root of [folder, join(folder, 'src'), join(folder, 'lib')]) this.roots.add(root);
    if (!EXTENSION.test(file)) return;
    const name = posix.basename(file).replace(EXTENSION, '');
    if (name === '__init__') {
      this.packages.add(folder);
      return;
    }
    const modules = this.modules.get(folder) ?? new Map<string, Set<string>>();
    this.modules.set(folder, modules);
    modules.set(name, (modules.get(name) ?? new Set()).add(file));
  }
}

/** Somebody who calls a folder `pandas` has its data there, and means the package. */
function isPopular(module: string): boolean {
  try {
    return isWellKnown('pypi', normalizeName('pypi', module));
  } catch {
    return false;
  }
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

function ancestorsOf(file: string): string[] {
  const ancestors: string[] = [];
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    ancestors.push(folder);
    if (folder === '') return ancestors;
  }
}

function join(folder: string, name: string): string {
  const joined = posix.normalize(folder === '' ? name : `${folder}/${name}`);
  return joined === '.' ? '' : joined;
}
