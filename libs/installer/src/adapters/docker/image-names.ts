import type { Digest, Ecosystem } from '@sallyport/domain';
import { createHash } from 'node:crypto';

/** What an image says about itself. Set by our build, never by what is built. */
export const IMAGE_LABELS = {
  lock: 'sallyport.lock',
  base: 'sallyport.base',
  stack: 'sallyport.stack',
  ecosystem: 'sallyport.ecosystem',
  /** `skill` on images; `build` on the containers that make them. */
  kind: 'sallyport.kind',
  /** On containers: milliseconds since 1970, after which whoever watched over it must be gone. */
  staleAt: 'sallyport.stale-at',
} as const;

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** One image per lock and base: the same lock on a newer base image is another image. */
export function lockImageName(ecosystem: Ecosystem, lockDigest: Digest, baseId: string): string {
  return `sallyport/${ecosystem}-lock:${hex(`${lockDigest} ${baseId}`).slice(0, 32)}`;
}

/** All tags of this repository name are skills that use an image. */
export function skillRepository(ecosystem: Ecosystem): string {
  return `sallyport/skill-${ecosystem}`;
}

/** Skill ids are hashed: `a-b` and `a/b` would be one tag where characters are replaced. */
export function skillTag(ecosystem: Ecosystem, stackId: string, skillId: string): string {
  return `${skillRepository(ecosystem)}:${hex(JSON.stringify([stackId, skillId])).slice(0, 40)}`;
}
