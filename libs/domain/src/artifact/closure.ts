import type { Lock } from './lock';

/**
 * The shortest way from a root to a package, as `name@version` steps, or an empty list where nothing leads there.
 * Breadth first, so that the shortest wins; roots in the order of the lock.
 */
export function pathFromRoot(lock: Pick<Lock, 'roots' | 'packages'>, target: string): string[] {
  const byPath = new Map(lock.packages.map((entry) => [entry.path, entry]));
  const cameFrom = new Map<string, string | undefined>(lock.roots.map((root) => [root, undefined]));
  const queue = [...lock.roots];
  for (let next = 0; next < queue.length; next++) {
    const path = queue[next] as string;
    if (path === target) return unwind(path, cameFrom).map((step) => label(byPath.get(step), step));
    for (const dependency of byPath.get(path)?.dependencies ?? []) {
      if (cameFrom.has(dependency)) continue;
      cameFrom.set(dependency, path);
      queue.push(dependency);
    }
  }
  return [];
}

function unwind(path: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const steps: string[] = [];
  for (let step: string | undefined = path; step !== undefined; step = cameFrom.get(step))
    steps.unshift(step);
  return steps;
}

function label(entry: { name: string; version: string } | undefined, path: string): string {
  return entry ? `${entry.name}@${entry.version}` : path;
}
