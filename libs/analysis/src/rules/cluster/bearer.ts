import type { Digest, Ecosystem } from '@sallyport/domain';
import type { FileMark } from '../../facts/fingerprints/file-fingerprint';

/** One artifact that holds a file which others hold too. */
export interface Bearer {
  readonly ecosystem: Ecosystem;
  /** Normalised, as in an id. */
  readonly name: string;
  readonly version: string;
  readonly digest: Digest;
  /** Milliseconds since 1970: when the registry says that it was published; null: not known. */
  readonly publishedAt: number | null;
  /** Milliseconds since 1970: when it was scanned for the first time. */
  readonly firstSeen: number;
  /** Who published it, where the registry said so. */
  readonly publisher: string | null;
  /** As the artifact claims. */
  readonly repository: string | null;
  readonly dependencies: readonly string[];
  /** Its bytes were judged malicious, or a malware report names it. */
  readonly isMalicious: boolean;
  /** Where the file lies in it, where that was kept. */
  readonly path: string | null;
  readonly marks: readonly FileMark[];
}

/** One artifact, whatever file of it is meant. */
export function bearerKey({
  ecosystem,
  name,
  version,
  digest,
}: Pick<Bearer, 'ecosystem' | 'name' | 'version' | 'digest'>): string {
  return JSON.stringify([ecosystem, name, version, digest]);
}

/** The same package, in any version. */
export function isSamePackage(a: Bearer, b: Bearer): boolean {
  return a.ecosystem === b.ecosystem && a.name === b.name;
}

/** The latest time at which it can have appeared: it was there when it was first seen. */
export function thereSince({ publishedAt, firstSeen }: Bearer): number {
  return publishedAt === null ? firstSeen : Math.min(publishedAt, firstSeen);
}
