import type { DecisionCursor, NoticedGap, TrailHead, TrailRow } from '@sallyport/domain';

/** What one transaction adds to the trail. */
export interface Extension {
  readonly rows: readonly TrailRow[];
  readonly head: TrailHead;
  readonly cursors: readonly DecisionCursor[];
  readonly gaps: readonly NoticedGap[];
  /** Position in the stream up to which everything has been seen. */
  readonly streamSequence: number;
}

/** The trail while nobody else can add to it. */
export interface OpenTrail {
  readonly head: TrailHead;
  /** Bodies of the archived events among these ids. */
  bodiesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The last archived decision of a replica's epoch; 0 where there is none. */
  lastDecision(replica: string, epoch: string): Promise<number>;
  append(extension: Extension): Promise<void>;
}

export interface TrailCounts {
  readonly head: TrailHead;
  readonly byType: Readonly<Record<string, number>>;
}

export interface TrailQuery {
  readonly type?: string | undefined;
  /** Must occur in the body, letter for letter. */
  readonly text?: string | undefined;
  readonly before?: number | undefined;
  /** ISO 8601 in UTC; published then or later. */
  readonly from?: string | undefined;
  readonly limit: number;
  /** No more rows than have this many bytes of body together, but always one. */
  readonly maxBytes: number;
}

/** Append-only: there is no way to change or remove a row. All methods throw DomainError `store-unavailable`. */
export abstract class TrailStore {
  /** One transaction, one at a time among all replicas; nothing stays where `work` throws. */
  abstract extend<T>(work: (trail: OpenTrail) => Promise<T>): Promise<T>;
  abstract counts(): Promise<TrailCounts>;
  /** Newest first. @throws DomainError `timeout` where the search takes too long */
  abstract search(query: TrailQuery): Promise<TrailRow[]>;
  /** All rows by sequence, in pages, and the head, as of one moment. */
  abstract read<T>(
    work: (head: TrailHead, pages: AsyncIterable<readonly TrailRow[]>) => Promise<T>,
  ): Promise<T>;
}
