import type { Digest, FetchedLock } from '@sallyport/domain';

export interface BuiltImage {
  /** The engine's content id. */
  imageId: string;
  /** true: an image of this lock on this base was there already. */
  reused: boolean;
}

export interface ImageFacts {
  imageId: string;
  /** The lock that the image says it was built from. */
  lockDigest: Digest;
}

/**
 * Sealed images in the engine. An image lives as long as some skill's tag points to it: tags are the engine's
 * own count of who uses it, so two workers cannot remove what the other has just taken.
 */
export abstract class Images {
  /** Cheap: does the engine answer? @throws DomainError `engine-unavailable` */
  abstract ping(): Promise<void>;

  /**
   * The image of this lock; built with no network where there is none yet on the present base image.
   * @throws DomainError `build-failed`, `disk-full`, `digest-mismatch`, `artifact-missing`, `engine-unavailable`
   */
  abstract ensure(lock: FetchedLock, lockDigest: Digest): Promise<BuiltImage>;

  /** Points the skill's tag to the image. @returns the tag */
  abstract tag(skillId: string, imageId: string): Promise<string>;

  /** Takes the skill's tag away; one that is not there is no fault. */
  abstract untag(skillId: string): Promise<void>;

  /** Removes the image unless some skill's tag points to it. @returns whether it was removed now */
  abstract release(imageId: string): Promise<boolean>;

  /** Nothing where the engine has no such image. */
  abstract describe(imageId: string): Promise<ImageFacts | undefined>;
}
