import { createHash } from 'node:crypto';
import {
  canonicalJson,
  type DetonationRequest,
  type FetchedLock,
  type FetchedPackage,
} from '@sallyport/domain';

/** What is to be run of a closure: one of its packages, beside all that it requires as the lock has it. */
export function requestFor(lock: FetchedLock, locked: FetchedPackage): DetonationRequest {
  const byPath = new Map(lock.packages.map((each) => [each.path, each]));
  const needed = new Map<string, FetchedPackage>();
  const open = [...locked.dependencies];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const found = byPath.get(path);
    if (found === undefined || found.path === locked.path || needed.has(path)) continue;
    needed.set(path, found);
    open.push(...found.dependencies);
  }
  const { name, version, digest, artifact, path } = locked;
  return {
    ...{ ecosystem: lock.ecosystem, name, version, digest, kind: artifact.kind, path },
    dependencies: [...needed.values()]
      .map((each) => ({ digest: each.digest, kind: each.artifact.kind, path: each.path }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Over everything that what is seen depends on beside the bytes and the detonator. */
export function surroundingsOf({ digest: _, ...rest }: DetonationRequest): string {
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}
