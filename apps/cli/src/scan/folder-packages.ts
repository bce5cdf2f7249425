import type { NotLookedAt } from '@sallyport/analysis';
import type { Dirent } from 'node:fs';
import { lstat, opendir, realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { Subject } from './look';

/** A large project has 200,000 files below node_modules. */
const MAX_ENTRIES = 1_000_000;
const MAX_DEPTH = 64;
const MAX_PACKAGES = 20_000;
/** Folders of a project with a manifest of their own, such as the members of a workspace. */
const MAX_OWN = 200;

const NODE_TREE = /^(?:node_modules|\.pnpm)$/;
const PYTHON_TREE = /^(?:site-packages|dist-packages)$/;
const NEVER = /^(?:\.git|\.hg|\.svn|__pycache__)$/;
const MANIFEST = /^(?:package\.json|setup\.py|pyproject\.toml)$/;
const ARCHIVES = /\.(?:tgz|tar\.gz|whl|zip|egg)$/i;

export interface FolderPackages {
  subjects: Subject[];
  notLookedAt: NotLookedAt[];
}

/**
 * What there is to look at in a folder: its own code, and every package that lies unpacked in it, be it below
 * node_modules or in site-packages. Only names are read here, and no link is followed.
 */
export async function folderPackages(root: string, what: string): Promise<FolderPackages> {
  if ((await lstat(root)).isFile())
    return {
      subjects: [
        {
          what,
          source: 'folder',
          task: { folder: dirname(root), part: { kind: 'file', name: basename(root) } },
        },
      ],
      notLookedAt: [],
    };
  const walk = new Walk(root, what);
  await walk.begin();
  return { subjects: walk.subjects, notLookedAt: walk.notLookedAt };
}

class Walk {
  readonly subjects: Subject[] = [];
  readonly notLookedAt: NotLookedAt[] = [];
  private left = MAX_ENTRIES;
  private own = 0;

  constructor(
    private readonly root: string,
    private readonly what: string,
  ) {}

  async begin(): Promise<void> {
    const entries = await this.entries('');
    const name = basename(this.root);
    if (PYTHON_TREE.test(name) || entries.some(isDistInfo)) return this.pythonTree('', entries);
    if (NODE_TREE.test(name)) return this.nodeTree('', entries, 0);
    this.add({ folder: this.root, part: { kind: 'own' } }, '');
    await this.below('', entries, 0);
  }

  /** Finds trees of packages, and folders of the project with a manifest of their own. */
  private async below(folder: string, entries: readonly Dirent[], depth: number): Promise<void> {
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink() && (NODE_TREE.test(entry.name) || PYTHON_TREE.test(entry.name)))
        await this.link(path);
      if (!entry.isDirectory() || NEVER.test(entry.name)) continue;
      const inner = await this.entries(path);
      if (depth >= MAX_DEPTH) this.miss(path, `more than ${MAX_DEPTH} folders inside each other`);
      else if (NODE_TREE.test(entry.name)) await this.nodeTree(path, inner, depth + 1);
      else if (PYTHON_TREE.test(entry.name)) await this.pythonTree(path, inner);
      else {
        this.ownManifest(path, inner);
        await this.below(path, inner, depth + 1);
      }
    }
  }

  private ownManifest(path: string, entries: readonly Dirent[]): void {
    if (!entries.some((entry) => entry.isFile() && MANIFEST.test(entry.name))) return;
    this.own += 1;
    if (this.own <= MAX_OWN) this.add({ folder: join(this.root, path), part: { kind: 'own' } }, path);
    else if (this.own === MAX_OWN + 1) this.miss(path, `more than ${MAX_OWN} folders with manifests`);
  }

  private async nodeTree(tree: string, entries: readonly Dirent[], depth: number): Promise<void> {
    for (const entry of entries) {
      const path = join(tree, entry.name);
      if (entry.isSymbolicLink()) await this.link(path);
      else if (entry.isFile() && /\.(?:[cm]?js|node)$/.test(entry.name))
        // `require("x")` finds `node_modules/x.js` too.
        this.add({ folder: join(this.root, tree), part: { kind: 'file', name: entry.name } }, path);
      else if (entry.isFile() && ARCHIVES.test(entry.name))
        this.miss(path, 'an archive in a tree of packages');
      if (!entry.isDirectory() || entry.name === '.bin') continue;
      const inner = await this.entries(path);
      if (depth >= MAX_DEPTH) this.miss(path, `more than ${MAX_DEPTH} folders inside each other`);
      else if (entry.name === '.pnpm' || entry.name.startsWith('@'))
        await this.nodeTree(path, inner, depth + 1);
      else {
        this.nodePackage(path, inner);
        await this.below(path, inner, depth + 1);
      }
    }
  }

  private nodePackage(path: string, entries: readonly Dirent[]): void {
    const isPackage = entries.some((entry) => entry.isFile() && entry.name === 'package.json');
    const isTree = entries.every((entry) => entry.isDirectory() && NODE_TREE.test(entry.name));
    // pnpm keeps each package in a folder `name@version/node_modules`.
    if (isTree) return;
    this.add(
      { folder: join(this.root, path), part: { kind: isPackage ? 'package' : 'own' }, ecosystem: 'npm' },
      path,
    );
  }

  private async pythonTree(tree: string, entries: readonly Dirent[]): Promise<void> {
    const folder = join(this.root, tree);
    for (const entry of entries) {
      const path = join(tree, entry.name);
      if (entry.isSymbolicLink()) await this.link(path);
      else if (isDistInfo(entry))
        this.add({ folder, part: { kind: 'distribution', info: entry.name }, ecosystem: 'pypi' }, path);
    }
    this.add({ folder, part: { kind: 'unlisted' }, ecosystem: 'pypi' }, join(tree, '(files of no package)'));
  }

  private add(task: Extract<Subject['task'], { folder: string }>, path: string): void {
    if (this.subjects.length === MAX_PACKAGES) this.miss(path, `more than ${MAX_PACKAGES} packages`);
    if (this.subjects.length >= MAX_PACKAGES) return;
    const { ecosystem } = task;
    this.subjects.push({
      what: this.named(path),
      source: 'folder',
      task,
      ...(ecosystem === undefined ? {} : { ecosystem }),
    });
  }

  /** What a link inside the folder leads to is looked at where it lies. */
  private async link(path: string): Promise<void> {
    try {
      const root = await realpath(this.root);
      const target = await realpath(join(this.root, path));
      if (target === root || target.startsWith(root + sep)) return;
      this.miss(path, 'a link out of the folder, which is not followed');
    } catch {
      this.miss(path, 'a link that leads nowhere');
    }
  }

  private async entries(path: string): Promise<Dirent[]> {
    const entries: Dirent[] = [];
    try {
      for await (const entry of await opendir(join(this.root, path))) {
        this.left -= 1;
        if (this.left === 0) this.miss(path, `more than ${MAX_ENTRIES} files; those after were not listed`);
        if (this.left <= 0) break;
        entries.push(entry);
      }
    } catch (cause) {
      this.miss(path, `cannot be listed (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`);
    }
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private miss(path: string, why: string): void {
    this.notLookedAt.push({ what: this.named(path), why });
  }

  private named(path: string): string {
    return path === '' ? this.what : this.what === '.' ? path : join(this.what, path);
  }
}

function isDistInfo(entry: Dirent): boolean {
  return entry.isDirectory() && entry.name.endsWith('.dist-info');
}
