import type { Digest, Ecosystem, PackageId } from '@sallyport/domain';

export interface InstalledSkill {
  skillId: string;
  ecosystem: Ecosystem;
  imageId: string;
  agentId: string;
  lockDigest: Digest;
  /** What the image holds; undefined: the record does not say. Normalised. */
  packages: readonly PackageId[] | undefined;
}

/** What is installed, as the installers have it on record. */
export abstract class InstalledSkills {
  /** @throws DomainError `nobody-listens`, `timeout`, `bus-unavailable` */
  abstract list(): Promise<InstalledSkill[]>;
}
