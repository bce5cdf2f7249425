import type { DetonationTrace, Digest } from '@sallyport/domain';

/** What one artifact was seen to do among the packages that lay beside it. */
export interface KeptDetonation {
  readonly digest: Digest;
  /** Over its place and all that was laid out beside it, 64 hex digits: code may do another thing beside another package. */
  readonly surroundings: string;
  /** Version of the detonator. */
  readonly detonator: string;
  /** ISO 8601. */
  readonly at: string;
  readonly trace: DetonationTrace;
}

export type DetonationKey = Pick<KeptDetonation, 'digest' | 'surroundings'>;

export abstract class DetonationStore {
  /** Of any detonator, the newest first. @throws DomainError `store-unavailable` */
  abstract kept(key: DetonationKey): Promise<KeptDetonation[]>;

  /** In place of what the same detonator had seen of the same in the same surroundings before. @throws DomainError `store-unavailable` */
  abstract keep(detonation: KeptDetonation): Promise<void>;

  /** The newest of each, in whatever surroundings. @throws DomainError `store-unavailable` */
  abstract newest(digests: readonly Digest[]): Promise<Map<Digest, KeptDetonation>>;
}
