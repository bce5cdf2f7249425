import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import type { Digest } from './digest';
import type { Lock, LockedPackage } from './lock';

/**
 * The lock as what will be installed and for what, whatever mirror it came from and whenever it was published
 * there: URLs are empty, sizes, publish times and digests (which follow from the integrities) are gone, and
 * everything is in order.
 */
export function canonicalLock(lock: Lock): Lock {
  return {
    ecosystem: lock.ecosystem,
    target: lock.target,
    requirements: [...lock.requirements].sort(),
    roots: [...lock.roots].sort(),
    packages: lock.packages.map(identityOf).sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Names a closure: the SHA-256 of its canonical lock's canonical JSON. The same before and after fetching. */
export function lockDigest(lock: Lock): Digest {
  return `sha256:${createHash('sha256')
    .update(canonicalJson(canonicalLock(lock)))
    .digest('hex')}`;
}

function identityOf(entry: LockedPackage): LockedPackage {
  const { kind, filename, integrity } = entry.artifact;
  return {
    name: entry.name,
    version: entry.version,
    path: entry.path,
    artifact: { kind, filename, url: '', integrity },
    dependencies: [...entry.dependencies].sort(),
    hasInstallScript: entry.hasInstallScript ?? false,
  };
}
