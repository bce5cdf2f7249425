import type { FetchedLock, FetchedPackage } from '@sallyport/domain';
import type { BuildFile, BuildRecipe } from '@sallyport/installer';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';

/** Where the builder image has npm. */
const TOOL = '/usr/local/lib/node_modules/npm';
const SCRIPT = readFileSync(join(__dirname, 'install.cjs'), 'utf8');

/**
 * npm itself installs the lock, offline: the artifacts are laid out as the content part of npm's cache, which is
 * addressed by integrity as our lock is, so that no address and no index is needed.
 */
export function npmRecipe(images: Pick<BuildRecipe, 'builderImage' | 'baseImage'>): BuildRecipe {
  return { ...images, tool: TOOL, install: ['node', 'install.cjs'], files };
}

function files(lock: FetchedLock): BuildFile[] {
  const contents = new Map(
    lock.packages.map((entry) => [contentPath(entry.artifact.integrity), entry.digest]),
  );
  return [
    { path: 'install.cjs', text: SCRIPT },
    {
      path: 'skill/package.json',
      text: JSON.stringify({ ...MANIFEST, dependencies: rootDependencies(lock) }),
    },
    { path: 'skill/package-lock.json', text: JSON.stringify(packageLock(lock)) },
    { path: 'expected.json', text: JSON.stringify(expected(lock)) },
    ...[...contents].map(([path, digest]) => ({ path: `cache/_cacache/${path}`, digest })),
  ];
}

const MANIFEST = { name: 'skill', version: '0.0.0', private: true };

/** Where cacache keeps content: version 2 of its layout, by algorithm and hex digest. */
function contentPath(integrity: string): string {
  const [algorithm = '', encoded = ''] = integrity.split(/-(.*)/s);
  const hex = Buffer.from(encoded, 'base64').toString('hex');
  return `content-v2/${algorithm}/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex.slice(4)}`;
}

/** Lockfile version 3, with every edge as the exact version that it leads to: there is nothing left to resolve. */
function packageLock(lock: FetchedLock) {
  const byPath = new Map(lock.packages.map((entry) => [entry.path, entry]));
  const entries = lock.packages.map((entry) => [entry.path, lockEntry(entry, byPath)] as const);
  const root = { ...MANIFEST, dependencies: rootDependencies(lock) };
  return {
    ...MANIFEST,
    lockfileVersion: 3,
    requires: true,
    packages: { '': root, ...Object.fromEntries(entries) },
  };
}

function lockEntry(entry: FetchedPackage, byPath: ReadonlyMap<string, FetchedPackage>) {
  const { name, version, path, artifact, dependencies } = entry;
  return {
    ...(folderName(path) === name ? {} : { name }),
    version,
    // npm wants an address beside an integrity; this one leads nowhere, and the cache answers first.
    resolved: `https://sealed.invalid/${encodeURIComponent(artifact.filename)}`,
    integrity: artifact.integrity,
    dependencies: Object.fromEntries(
      dependencies.flatMap((to) => {
        const target = byPath.get(to);
        return target ? [[folderName(to), exactly(target)]] : [];
      }),
    ),
  };
}

function rootDependencies(lock: FetchedLock): Record<string, string> {
  const roots = new Set(lock.roots);
  const chosen = lock.packages.filter(({ path }) => roots.has(path));
  return Object.fromEntries(chosen.map((entry) => [folderName(entry.path), exactly(entry)]));
}

/** A folder named otherwise than its package is an alias. */
function exactly({ name, version, path }: FetchedPackage): string {
  return folderName(path) === name ? version : `npm:${name}@${version}`;
}

function folderName(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function expected(lock: FetchedLock): Record<string, string> {
  return Object.fromEntries(lock.packages.map(({ path, name, version }) => [path, `${name}@${version}`]));
}
