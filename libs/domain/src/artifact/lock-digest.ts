import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import type { Digest } from './digest';
import type { Lock, LockedPackage } from './lock';

/**
 * Names a closure by what will be installed and for what, whatever mirror it came from and whenever it was
 * published there: URLs and publish times are left out, integrities are in. A lock before and after fetching
 * has one digest.
 */
export function lockDigest(lock: Lock): Digest {
  const content = {
    ecosystem: lock.ecosystem,
    target: lock.target,
    requirements: [...lock.requirements].sort(),
    roots: [...lock.roots].sort(),
    packages: lock.packages.map(identityOf).sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  return `sha256:${createHash('sha256').update(canonicalJson(content)).digest('hex')}`;
}

function identityOf(entry: LockedPackage) {
  const { kind, filename, integrity } = entry.artifact;
  return {
    name: entry.name,
    version: entry.version,
    path: entry.path,
    artifact: { kind, filename, integrity },
    dependencies: [...entry.dependencies].sort(),
    hasInstallScript: entry.hasInstallScript ?? false,
  };
}
