import type { Digest } from '@sallyport/domain';
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** More than any artifact the installers fetch. */
const MAX_BYTES = 1024 * 1024 * 1024;
/** Algorithms of W3C SRI. A SHA-1 says nothing any more: two tarballs with the same one can be made. */
const ALGORITHMS = ['sha256', 'sha384', 'sha512'] as const;

export interface Hashed {
  digest: Digest;
  /** Every statement that is true of the bytes, as W3C SRI. */
  integrity: string[];
}

/** Nothing where it is no regular file, cannot be read or is larger than any artifact. A link is followed: people name files by links. */
export async function hashFile(path: string): Promise<Hashed | undefined> {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await handle.stat();
      if (!stat.isFile() || stat.size > MAX_BYTES) return undefined;
      const hashes = ALGORITHMS.map((algorithm) => createHash(algorithm));
      for await (const chunk of handle.createReadStream({ autoClose: false }))
        for (const hash of hashes) hash.update(chunk as Buffer);
      const digests = hashes.map((hash) => hash.digest());
      return {
        digest: `sha256:${digests[0]?.toString('hex') ?? ''}`,
        integrity: ALGORITHMS.map((algorithm, at) => `${algorithm}-${digests[at]?.toString('base64') ?? ''}`),
      };
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

export function isStrong(integrity: string): boolean {
  return ALGORITHMS.some((algorithm) => integrity.startsWith(`${algorithm}-`));
}
