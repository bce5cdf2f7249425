import type { Actor, AdvisoryFacts, Ecosystem } from '@sallyport/domain';
import type { AdvisoryRecord } from '../../advisory/advisory-record';

export interface StagedAdvisory {
  record: AdvisoryRecord;
  /** Lower-case hex of the SHA-256 of the bytes that the record was read from. */
  sha256: string;
  /** ISO 8601; null where what the record says of itself is not to be trusted: it lies in the future. */
  modified: string | null;
}

/** An advisory in force, as far as it takes to tell whether a file holds another one. */
export type KnownAdvisory = Pick<StagedAdvisory, 'sha256' | 'modified'>;

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

export interface Standing {
  /** Of the advisories in force: another one whenever any of them changes. 0: nothing is packed. */
  revision: number;
  facts: AdvisoryFacts;
}

export abstract class AdvisoryStore {
  /**
   * Takes new and changed advisories in, all or none, and packs the index of what is then in force: until it
   * resolves, readers see what was there before; when `advisories` throws, they go on to. Advisories that the source
   * does not name stay. Of those with one id, the last one given counts. What is in force is replaced by what is not
   * older; where either time is not to be trusted, by what comes later.
   */
  abstract merge(advisories: AsyncIterable<StagedAdvisory>, note: ImportNote): Promise<MergeCounts>;

  /** Every advisory in force by its id, withdrawn ones too, save those that were read by another reader than ours. */
  abstract known(): Promise<ReadonlyMap<string, KnownAdvisory>>;

  /** Every advisory, save withdrawn ones, that speaks of any of these packages. Names are normalised. */
  abstract about(ecosystem: Ecosystem, names: readonly string[]): Promise<AdvisoryRecord[]>;

  /** Cheap: it is asked before every answer. */
  abstract standing(): Promise<Standing>;

  /** The packed index of that revision, its checksum compared; undefined where it is not there (any more). */
  abstract packedIndex(revision: number): Promise<Buffer | undefined>;

  /** Packs what is in force where that has not been done, or in another format. */
  abstract packAgain(): Promise<void>;

  /** Advisories by ecosystem; one that names packages of both counts in both. */
  abstract countByEcosystem(): Promise<Record<string, number>>;

  async facts(): Promise<AdvisoryFacts> {
    return (await this.standing()).facts;
  }
}
