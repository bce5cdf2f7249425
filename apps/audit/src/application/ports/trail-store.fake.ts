import {
  DomainError,
  EMPTY_TRAIL,
  type DecisionCursor,
  type NoticedGap,
  type TrailHead,
  type TrailRow,
} from '@sallyport/domain';
import { TrailStore, type Extension, type OpenTrail, type TrailCounts, type TrailQuery } from './trail-store';

/** A trail in memory; transactions one after the other, as the contract wants. */
export class FakeTrailStore extends TrailStore {
  rows: TrailRow[] = [];
  head: TrailHead = EMPTY_TRAIL;
  streamSequence = 0;
  readonly cursors = new Map<string, DecisionCursor>();
  readonly gaps: NoticedGap[] = [];
  available = true;
  private queue: Promise<unknown> = Promise.resolve();

  override extend<T>(work: (trail: OpenTrail) => Promise<T>): Promise<T> {
    const turn = this.queue.then(() => this.transaction(work));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  override async counts(): Promise<TrailCounts> {
    this.assertAvailable();
    const byType: Record<string, number> = {};
    for (const { type } of this.rows) byType[type] = (byType[type] ?? 0) + 1;
    return { head: this.head, byType };
  }

  override async search({ type, text, before, from, limit, maxBytes }: TrailQuery): Promise<TrailRow[]> {
    this.assertAvailable();
    const found = this.rows
      .filter((row) => type === undefined || row.type === type)
      .filter((row) => text === undefined || row.body.includes(text))
      .filter((row) => before === undefined || row.sequence < before)
      .filter((row) => from === undefined || row.at >= from)
      .reverse()
      .slice(0, limit);
    let bytes = 0;
    return found.filter((row, index) => (bytes += Buffer.byteLength(row.body)) <= maxBytes || index === 0);
  }

  override async read<T>(
    work: (head: TrailHead, pages: AsyncIterable<readonly TrailRow[]>) => Promise<T>,
  ): Promise<T> {
    this.assertAvailable();
    const rows = [...this.rows].sort((a, b) => a.sequence - b.sequence);
    return work(this.head, inPairs(rows));
  }

  private async transaction<T>(work: (trail: OpenTrail) => Promise<T>): Promise<T> {
    this.assertAvailable();
    const staged: Extension[] = [];
    const result = await work({
      head: this.head,
      bodiesOf: async (ids) =>
        new Map(this.rows.filter(({ id }) => ids.includes(id)).map(({ id, body }) => [id, body])),
      lastDecision: async (replica, epoch) => this.cursors.get(`${replica} ${epoch}`)?.last ?? 0,
      append: async (extension) => void staged.push(extension),
    });
    staged.forEach((extension) => this.commit(extension));
    return result;
  }

  private commit({ rows, head, cursors, gaps, streamSequence }: Extension): void {
    this.rows.push(...rows);
    this.head = head;
    this.streamSequence = Math.max(this.streamSequence, streamSequence);
    this.gaps.push(...gaps);
    for (const cursor of cursors) this.cursors.set(`${cursor.replica} ${cursor.epoch}`, cursor);
  }

  private assertAvailable(): void {
    if (!this.available)
      throw new DomainError('store-unavailable', 'The database of the audit trail does not answer');
  }
}

async function* inPairs(rows: readonly TrailRow[]): AsyncGenerator<readonly TrailRow[]> {
  for (let start = 0; start < rows.length; start += 2) yield rows.slice(start, start + 2);
}
