import { In, type EntityManager } from 'typeorm';
import type { TrailHead, TrailRow } from '@sallyport/domain';
import type { Extension, OpenTrail, TrailCounts, TrailQuery } from '../../application/ports/trail-store';
import { TrailStore } from '../../application/ports/trail-store';
import type { Database } from './database';
import { DecisionCursorRow, EventRow, HeadRow, NoticedGapRow } from './entities';
import { asStoreError } from './store-error';

/** Rows of one INSERT: nine parameters each, of 65,535 that the protocol has. */
const INSERT_ROWS = 100;
/** Rows read at a time while verifying; one may be as large as a message of the bus. */
const PAGE_ROWS = 200;
/** Below the time that callers of the endpoint wait. */
const SEARCH_TIMEOUT_MS = 8_000;

export class PostgresTrailStore extends TrailStore {
  constructor(private readonly database: Database) {
    super();
  }

  override extend<T>(work: (trail: OpenTrail) => Promise<T>): Promise<T> {
    return this.transaction('READ COMMITTED', async (manager) => {
      const head = await manager.findOneOrFail(HeadRow, {
        where: { onlyRow: true },
        lock: { mode: 'pessimistic_write' },
      });
      return work(new OpenPostgresTrail(manager, headOf(head)));
    });
  }

  override counts(): Promise<TrailCounts> {
    return this.transaction('REPEATABLE READ', async (manager) => {
      const head = await manager.findOneByOrFail(HeadRow, { onlyRow: true });
      const counted = await manager
        .createQueryBuilder(EventRow, 'event')
        .select('event.type', 'type')
        .addSelect('count(*)', 'count')
        .groupBy('event.type')
        .getRawMany<{ type: string; count: string }>();
      return {
        head: headOf(head),
        byType: Object.fromEntries(counted.map(({ type, count }) => [type, Number(count)])),
      };
    });
  }

  override search({ type, text, before, from, limit, maxBytes }: TrailQuery): Promise<TrailRow[]> {
    return this.transaction('READ COMMITTED', async (manager) => {
      await manager.query(`set local statement_timeout = ${SEARCH_TIMEOUT_MS}`);
      const rows: TrailRow[] = await manager.query(
        `select sequence::float8 as sequence, id, type, at, service, replica, body,
                previous_hash as "previousHash", hash
           from (select event.*, sum(octet_length(body)) over (order by sequence desc) - octet_length(body) as bytes_before
                   from (select * from audit.event
                          where ($1::text is null or type = $1)
                            and ($2::text is null or strpos(body, $2) > 0)
                            and ($3::bigint is null or sequence < $3)
                            and ($6::text is null or at collate "C" >= $6)
                          order by sequence desc limit $4) event) page
          where bytes_before = 0 or bytes_before + octet_length(body) <= $5
          order by sequence desc`,
        [type ?? null, text ?? null, before ?? null, limit, maxBytes, from ?? null],
      );
      return rows;
    });
  }

  override read<T>(
    work: (head: TrailHead, pages: AsyncIterable<readonly TrailRow[]>) => Promise<T>,
  ): Promise<T> {
    return this.transaction('REPEATABLE READ', async (manager) => {
      const head = await manager.findOneByOrFail(HeadRow, { onlyRow: true });
      return work(headOf(head), pages(manager));
    });
  }

  private async transaction<T>(
    isolation: 'READ COMMITTED' | 'REPEATABLE READ',
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const source = await this.database.source();
    try {
      return await source.transaction(isolation, work);
    } catch (cause) {
      throw asStoreError(cause);
    }
  }
}

class OpenPostgresTrail implements OpenTrail {
  constructor(
    private readonly manager: EntityManager,
    readonly head: TrailHead,
  ) {}

  async bodiesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.manager.find(EventRow, {
      select: { sequence: true, id: true, body: true },
      where: { id: In([...ids]) },
    });
    return new Map(rows.map(({ id, body }) => [id, body]));
  }

  async lastDecision(replica: string, epoch: string): Promise<number> {
    return (await this.manager.findOneBy(DecisionCursorRow, { replica, epoch }))?.last ?? 0;
  }

  async append({ rows, head, cursors, gaps, streamSequence }: Extension): Promise<void> {
    for (let start = 0; start < rows.length; start += INSERT_ROWS) {
      await this.manager.insert(EventRow, rows.slice(start, start + INSERT_ROWS));
    }
    if (cursors.length > 0) await this.manager.upsert(DecisionCursorRow, [...cursors], ['replica', 'epoch']);
    const noticed = gaps.map((gap) => ({ ...gap, noticedAtEvent: head.sequence }));
    if (noticed.length > 0) await this.manager.upsert(NoticedGapRow, noticed, ['replica', 'epoch', 'from']);
    const moved = { ...head, streamSequence: () => `greatest(stream_sequence, ${Number(streamSequence)})` };
    await this.manager.update(HeadRow, { onlyRow: true }, moved);
  }
}

async function* pages(manager: EntityManager): AsyncGenerator<readonly TrailRow[]> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = await manager
      .createQueryBuilder(EventRow, 'event')
      .where('event.sequence > :after', { after })
      .orderBy('event.sequence')
      .limit(PAGE_ROWS)
      .getMany();
    if (rows.length === 0) return;
    yield rows;
    after = (rows.at(-1) as EventRow).sequence;
  }
}

function headOf({ sequence, hash, events, decisions }: HeadRow): TrailHead {
  return { sequence, hash, events, decisions };
}
