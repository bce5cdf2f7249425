import type { Actor, AdvisoryFacts, Ecosystem } from '@sallyport/domain';
import type { AdvisoryRecord } from '../../advisory/advisory-record';

export interface StagedAdvisory {
  record: AdvisoryRecord;
  /** Lower-case hex of the SHA-256 of the bytes that the record was read from. */
  sha256: string;
}

/** Who imported what, for the record. */
export interface ImportNote {
  actor: Actor;
  source: string;
  /** ISO 8601. */
  at: string;
}

export interface MergeCounts {
  imported: number;
  /** Records with the same bytes as the one we have, or older than it. */
  unchanged: number;
}

export abstract class AdvisoryStore {
  /**
   * Takes new and changed advisories in, all or none: until it resolves, readers see what was there before; when
   * `advisories` throws, they go on to. Advisories that the source does not name stay. Ids must not repeat.
   */
  abstract merge(advisories: AsyncIterable<StagedAdvisory>, note: ImportNote): Promise<MergeCounts>;

  /** Every advisory, save withdrawn ones, that speaks of any of these packages. Names are normalised. */
  abstract about(ecosystem: Ecosystem, names: readonly string[]): Promise<AdvisoryRecord[]>;

  abstract facts(): Promise<AdvisoryFacts>;

  /** Advisories by ecosystem; one that names packages of both counts in both. */
  abstract countByEcosystem(): Promise<Record<string, number>>;
}
