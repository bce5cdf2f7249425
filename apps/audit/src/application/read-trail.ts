import {
  TrailReconciliation,
  type auditSearch,
  type auditStats,
  type auditVerify,
  type ArchivedEvent,
  type ParsedRequestOf,
  type ReplyOf,
  type TrailRow,
} from '@sallyport/domain';
import type { EventStream } from './ports/event-stream';
import { TrailStore } from './ports/trail-store';

/** One answer must fit into one message of the bus, with room to spare; a page that ends early is asked on with `before`. */
const MAX_PAGE_BYTES = 2 * 1024 ** 2;

/** Everything that is asked of the trail. */
export class ReadTrail {
  constructor(
    private readonly store: TrailStore,
    private readonly stream: EventStream,
  ) {}

  async stats(): Promise<ReplyOf<typeof auditStats>> {
    const [{ head, byType }, pending] = await Promise.all([this.store.counts(), this.stream.pending()]);
    const { sequence, hash, events, decisions } = head;
    return { events, decisions, byType: { ...byType }, head: { sequence, hash }, pending };
  }

  async search(query: ParsedRequestOf<typeof auditSearch>): Promise<ReplyOf<typeof auditSearch>> {
    // A NUL stands in no JSON, and PostgreSQL refuses it in any text.
    if (`${query.type}${query.text}`.includes('\0')) return { events: [] };
    // Times are compared as text, so they have to be spelled as services spell them.
    const from = query.from === undefined ? undefined : new Date(query.from).toISOString();
    const rows = await this.store.search({ ...query, from, maxBytes: MAX_PAGE_BYTES });
    return { events: rows.map(archivedEvent) };
  }

  verify(): Promise<ReplyOf<typeof auditVerify>> {
    return this.store.read(async (head, pages) => {
      const reconciliation = new TrailReconciliation();
      for await (const page of pages) for (const row of page) reconciliation.add(row);
      return reconciliation.finish(head);
    });
  }
}

function archivedEvent(row: TrailRow): ArchivedEvent {
  const { sequence, id, type, at, service, previousHash, hash } = row;
  return { sequence, id, type, at, service, data: dataOf(row.body), previousHash, hash };
}

/** A body that was edited into no JSON is shown as it is; `verify` says that it was edited. */
function dataOf(body: string): unknown {
  try {
    return (JSON.parse(body) as { data?: unknown } | null)?.data ?? null;
  } catch {
    return body;
  }
}
