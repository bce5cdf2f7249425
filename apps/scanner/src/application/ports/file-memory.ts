import type { Bearer, FileMark } from '@sallyport/analysis';
import type { Digest, FetchedPackage, PackageId } from '@sallyport/domain';

/** One version's file of a package registry. */
export interface ArtifactKey {
  readonly id: PackageId;
  readonly digest: Digest;
}

/** `file:` and `tree:` before 32 hex digits: of the bytes, or of the shape of the syntax tree. */
export type FileHash = `${'file' | 'tree'}:${string}`;

export interface RememberedFile {
  readonly hash: FileHash;
  readonly path: string;
  readonly marks: readonly FileMark[];
}

/** One artifact as it was looked at. */
export interface ScannedArtifact extends ArtifactKey {
  /** The lock's entry of it, so that it can be told of again without its closure. */
  readonly locked: FetchedPackage;
  readonly rulesVersion: string;
  /** By its bytes alone. */
  readonly isMalicious: boolean;
  readonly repository: string | null;
  readonly dependencies: readonly string[];
  /** Each hash once. */
  readonly files: readonly RememberedFile[];
}

export interface RememberedBearer extends Bearer {
  /** Governance was told that a file speaks against it. */
  readonly isHeld: boolean;
}

/** Of one hash: the oldest and the newest are kept, what lies between is forgotten; malicious ones always stay. */
export const MAX_OLDEST = 100;
export const MAX_NEWEST = 100;

/** Which files lie in which artifacts, of everything that was ever scanned. */
export abstract class FileMemory {
  /**
   * Keeps when each was seen first; what other rules saw in the same bytes replaces what was remembered of them. When it
   * resolves, every `bearers` that starts later finds them. @throws DomainError `store-unavailable`
   */
  abstract remember(artifacts: readonly ScannedArtifact[], at: Date): Promise<void>;

  /**
   * Of those hashes for which any bearer has a mark: all bearers, first seen first. `publisher` is null: it is not known
   * here. @throws DomainError `store-unavailable`
   */
  abstract bearers(hashes: readonly FileHash[]): Promise<Map<FileHash, RememberedBearer[]>>;

  /** Hashes of each artifact, by `bearerKey`; nothing of those that are not remembered. */
  abstract hashesOf(keys: readonly ArtifactKey[]): Promise<Map<string, FileHash[]>>;

  /** Without files; in the order asked, less those that are not remembered. */
  abstract artifacts(keys: readonly ArtifactKey[]): Promise<Omit<ScannedArtifact, 'files'>[]>;

  abstract noteHeld(keys: readonly ArtifactKey[], isHeld: boolean): Promise<void>;
}
