import { z } from 'zod';
import { Ecosystem } from '../package/ecosystem';
import { Digest, Integrity } from './digest';

/** One wheel, sdist or tarball of a release. `integrity` is what the registry stated; `digest` what arrived (set after fetching). */
export const LockedArtifact = z.object({
  kind: z.enum(['wheel', 'sdist', 'tarball']),
  filename: z.string().max(512),
  url: z.string().max(2_048),
  integrity: Integrity,
  size: z.number().int().nonnegative().optional(),
});
export type LockedArtifact = z.infer<typeof LockedArtifact>;

/** One package of a closure. `path` is where it lies (npm: `node_modules/a/node_modules/b`; PyPI: the name). */
export const LockedPackage = z.object({
  name: z.string(),
  version: z.string(),
  path: z.string().max(2_048),
  artifact: LockedArtifact,
  /** Names (PyPI) or paths (npm) of what it depends on, as `path` values of this lock. */
  dependencies: z.array(z.string()),
  /** Manifest says that the package has lifecycle scripts (npm). They are never run. */
  hasInstallScript: z.boolean().optional(),
  /** Publish time of the artifact where the registry gave one. */
  publishedAt: z.string().optional(),
});
export type LockedPackage = z.infer<typeof LockedPackage>;

/**
 * A resolved closure: everything that will be installed, addressed by what the registry promised.
 * Sorted by `path`, so that equal closures have equal bytes and so equal digests.
 */
export const Lock = z.object({
  ecosystem: Ecosystem,
  /** What the resolution was for, e.g. `cpython-3.11-linux-x86_64`: the same requirements may give another lock elsewhere. */
  target: z.string(),
  /** The requirements as asked for, normalised and sorted. */
  requirements: z.array(z.string()),
  /** `path` values of the packages that the requirements name. */
  roots: z.array(z.string()),
  packages: z.array(LockedPackage).max(10_000),
});
export type Lock = z.infer<typeof Lock>;

/** A lock whose every artifact has arrived and is known by digest. */
export const FetchedPackage = LockedPackage.extend({ digest: Digest });
export type FetchedPackage = z.infer<typeof FetchedPackage>;
export const FetchedLock = Lock.extend({ packages: z.array(FetchedPackage).max(10_000) });
export type FetchedLock = z.infer<typeof FetchedLock>;
