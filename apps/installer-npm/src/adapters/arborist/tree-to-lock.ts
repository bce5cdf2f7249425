import { DomainError, Integrity, normalizeName, printable, type LockedPackage } from '@sallyport/domain';
import type { ArboristEdge, ArboristNode } from '@npmcli/arborist';
import { resolve as parseSpec } from 'npm-package-arg';
import { npmFailure } from './explain-failure';
import { runsOn, type Platform } from './platform';

const OPTIONAL: ReadonlySet<ArboristEdge['type']> = new Set(['optional', 'peerOptional']);
/** What npm itself would call a place in a tree; anything else came from a shrinkwrap that somebody wrote. */
const LOCATION =
  /^(?:node_modules\/(?:@[^/@\s]+\/)?[^/@.\s][^/\s]*)(?:\/node_modules\/(?:@[^/@\s]+\/)?[^/@.\s][^/\s]*)*$/;

/**
 * Everything that would be installed, and the edges between. Leaves out optional packages that the platform
 * does not take, and packages bundled inside a tarball: those are part of their owner's artifact.
 * @throws DomainError `unsupported-source`, `no-installable-artifact`; the message names the way from the root
 */
export function treeToLock(root: ArboristNode, platform: Platform): Pick<PartialLock, 'roots' | 'packages'> {
  const unfit = unfitNodes(root, platform);
  const way = new Map<ArboristNode, string[]>([[root, []]]);
  const queue: ArboristNode[] = [root];
  const packages: LockedPackage[] = [];
  for (let node = queue.shift(); node; node = queue.shift()) {
    const path = way.get(node) as string[];
    const dependencies = new Set<string>();
    for (const edge of edgesOf(node)) {
      assertRegistry(edge, path);
      const to = edge.to;
      if (!to || unfit.has(to)) {
        if (!OPTIONAL.has(edge.type) && !isBundled(edge)) throw unmet(edge, path, unfit);
        continue;
      }
      const target = ownerOf(to);
      if (target !== node) dependencies.add(target.location);
      if (way.has(target)) continue;
      way.set(target, [...path, `${target.packageName}@${target.version}`]);
      queue.push(target);
    }
    if (node === root) continue;
    packages.push(locked(node, [...dependencies].sort(), path));
  }
  const roots = [...root.edgesOut.values()].flatMap((edge) => (edge.to ? [edge.to.location] : []));
  return { roots: [...new Set(roots)].sort(), packages };
}

interface PartialLock {
  roots: string[];
  packages: LockedPackage[];
}

/** Of a node and of everything bundled in it. */
function edgesOf(owner: ArboristNode): ArboristEdge[] {
  const edges: ArboristEdge[] = [];
  const seen = new Set([owner]);
  for (const node of seen) {
    for (const edge of node.edgesOut.values()) {
      if (edge.type === 'dev' || edge.type === 'workspace') continue;
      edges.push(edge);
      if (edge.to && edge.to.inDepBundle && ownerOf(edge.to) === owner) seen.add(edge.to);
    }
  }
  return edges;
}

/** Inside the tarball of who needs it; npm does not look there before it installs. */
function isBundled({ from, name }: ArboristEdge): boolean {
  const { bundleDependencies } = from.package;
  return (
    bundleDependencies === true || (Array.isArray(bundleDependencies) && bundleDependencies.includes(name))
  );
}

function ownerOf(node: ArboristNode): ArboristNode {
  let owner = node;
  while (owner.inDepBundle && owner.resolveParent && !owner.resolveParent.isRoot) owner = owner.resolveParent;
  return owner;
}

/** Nodes that cannot be installed there, or need one that cannot. npm leaves them out where they are optional. */
function unfitNodes(root: ArboristNode, platform: Platform): Set<ArboristNode> {
  const nodes = reachable(root);
  const unfit = new Set([...nodes].filter((node) => isAbsent(node) || !runsOn(node.package, platform)));
  for (let grown = true; grown;) {
    const more = [...nodes].filter((node) => !unfit.has(node) && !node.isRoot && needed(node, unfit));
    for (const node of more) unfit.add(node);
    grown = more.length > 0;
  }
  return unfit;
}

/**
 * npm goes on without an optional package that the registry does not have. One that could not be asked for is
 * another matter: the closure would depend on the weather.
 */
function isAbsent(node: ArboristNode): boolean {
  for (const error of node.errors) {
    const failure = npmFailure(error);
    if (failure.code !== 'package-not-found' && failure.code !== 'version-not-found') throw failure;
  }
  return node.errors.length > 0;
}

function reachable(root: ArboristNode): Set<ArboristNode> {
  const found = new Set([root]);
  for (const node of found) for (const edge of node.edgesOut.values()) if (edge.to) found.add(edge.to);
  return found;
}

function assertRegistry(edge: ArboristEdge, path: readonly string[]): void {
  const spec = parsed(edge);
  if ((spec?.subSpec ?? spec)?.registry) return;
  throw new DomainError(
    'unsupported-source',
    `${wayOf(path)} depends on ${printable(edge.name, 80)} from "${printable(edge.rawSpec || edge.spec, 120)}", which is not a registry`,
    {
      hint: 'URLs, paths and git sources cannot be governed by name; choose a version without such a dependency.',
    },
  );
}

function parsed(edge: ArboristEdge) {
  try {
    return parseSpec(edge.name, edge.rawSpec || edge.spec);
  } catch {
    return undefined;
  }
}

function locked(node: ArboristNode, dependencies: string[], path: readonly string[]): LockedPackage {
  const { packageName, version, resolved, location } = node;
  if (
    node.isLink ||
    !packageName ||
    !version ||
    !resolved ||
    !/^https?:\/\//.test(resolved) ||
    !LOCATION.test(location)
  ) {
    throw new DomainError('unsupported-source', `${wayOf(path)} does not come from a registry`, {
      hint: 'Links, paths and git sources cannot be governed by name; choose a version without such a dependency.',
    });
  }
  return {
    ...{ name: normalizeName('npm', packageName), version, path: location },
    artifact: {
      ...{ kind: 'tarball', url: resolved, integrity: strongIntegrity(node.integrity, path) },
      filename: `${packageName.replace(/^@/, '').replace('/', '-')}-${version}.tgz`,
    },
    dependencies,
    ...(node.hasInstallScript ? { hasInstallScript: true } : {}),
  };
}

/** The one SHA-512 (or next best) of what the registry states. */
function strongIntegrity(stated: string | null, path: readonly string[]): string {
  const hashes = (stated ?? '').split(/\s+/).filter((hash) => Integrity.safeParse(hash).success);
  const best = hashes.sort().at(-1);
  if (best !== undefined) return best;
  throw new DomainError(
    'no-installable-artifact',
    `The registry states no strong digest for ${wayOf(path)}`,
    {
      hint: 'Only SHA-1 or nothing is stated for this release, so it cannot be fetched by digest. Choose a newer one.',
    },
  );
}

/** Follows the need down to the package that is at fault, so that the message names it and not the root. */
function unmet(edge: ArboristEdge, path: readonly string[], unfit: ReadonlySet<ArboristNode>): DomainError {
  const seen = new Set<ArboristEdge>();
  let [culprit, way] = [edge, path];
  for (let next: ArboristEdge | undefined = edge; next && !seen.has(next); next = needed(next.to, unfit)) {
    if (next !== edge) way = [...way, `${next.from.packageName}@${next.from.version}`];
    seen.add(next);
    culprit = next;
  }
  const what = `${printable(culprit.name, 80)}@${printable(culprit.spec, 80)}`;
  const why = culprit.to && culprit.to.errors.length === 0 ? 'does not run on this platform' : 'is missing';
  return new DomainError('no-installable-artifact', `${wayOf(way)} needs ${what}, which ${why}`);
}

function needed(node: ArboristNode | null, unfit: ReadonlySet<ArboristNode>): ArboristEdge | undefined {
  const edges = [...(node?.edgesOut.values() ?? [])];
  return edges.find((edge) => edge.to && unfit.has(edge.to) && ['prod', 'peer'].includes(edge.type));
}

function wayOf(path: readonly string[]): string {
  return path.length === 0 ? 'The request' : path.join(' > ');
}
