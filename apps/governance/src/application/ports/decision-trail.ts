import type { ClosureDecisionRecord, DecisionRecord } from '@sallyport/domain';

export interface RecordedDecisions {
  decisions: readonly (DecisionRecord | ClosureDecisionRecord)[];
  /** Batches on record that cannot be read; how many decisions they held is not known. */
  unreadable: number;
}

/** The decisions that the audit trail holds. */
export abstract class DecisionTrail {
  /**
   * Newest batch first, in pages; only what was published at `from` (ISO 8601 in UTC) or later.
   * @throws DomainError `store-unavailable`, `nobody-listens`, `timeout`, `bus-unavailable`
   */
  abstract newestFirst(from: string | undefined): AsyncIterable<RecordedDecisions>;
}
