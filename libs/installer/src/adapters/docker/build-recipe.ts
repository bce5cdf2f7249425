import type { Digest, FetchedLock } from '@sallyport/domain';

/** A file of the build: text of ours, or an artifact by its digest. Paths are relative to the work folder. */
export type BuildFile = { path: string } & ({ text: string } | { digest: Digest });

/** Where the files are laid out: a volume, so that nothing of it gets into the image. Every Debian has it. */
export const WORK_FOLDER = '/mnt';

/** What skills see, and the only place that the build can write into the image. */
export const SKILL_FOLDER = '/opt/skill';

/** What an ecosystem knows of building: which files its own installer needs, and how it is started on them. */
export interface BuildRecipe {
  /** Image that has the ecosystem's own installer. */
  builderImage: string;
  /** Folder of the builder image with the installer; the build sees it at the same place, read-only. */
  tool: string;
  /** Image that skills run on. */
  baseImage: string;
  /** @throws DomainError `build-failed` where the lock has something that cannot be laid out */
  files(lock: FetchedLock): BuildFile[];
  /** Run in WORK_FOLDER with no network and no rights; leaves the result in SKILL_FOLDER, or fails. */
  install: readonly string[];
}
