import type { Digest, FetchedLock } from '@sallyport/domain';

/** A file of the build: text of ours, or an artifact by its digest. Paths are relative to /build. */
export type BuildFile = { path: string } & ({ text: string } | { digest: Digest });

/** What an ecosystem knows of building: which files its own installer needs, and how it is started on them. */
export interface BuildRecipe {
  /** Image with the ecosystem's own installer; only the build stage sees it. */
  builderImage: string;
  /** Image that skills run on. */
  baseImage: string;
  /** @throws DomainError `build-failed` where the lock has something that cannot be laid out */
  files(lock: FetchedLock): BuildFile[];
  /** Run in /build with no network and no rights; leaves the result in /build/skill, or fails. */
  install: readonly string[];
}
