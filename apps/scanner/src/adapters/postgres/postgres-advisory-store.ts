import type { AdvisoryFacts, Ecosystem } from '@sallyport/domain';
import { whileAvailable } from '@sallyport/postgres';
import type { DataSource, QueryRunner } from 'typeorm';
import { AdvisoryRecord } from '../../advisory/advisory-record';
import {
  AdvisoryStore,
  type ImportNote,
  type MergeCounts,
  type StagedAdvisory,
} from '../../application/ports/advisory-store';

/** Rows of one insert: few round trips, and no statement larger than some MB. */
const BATCH_ROWS = 500;
const BATCH_BYTES = 8 * 1024 * 1024;
/** Imports one after the other: two at once would wait for each other's rows. */
const IMPORT_LOCK = 7_264_003;

export class PostgresAdvisoryStore extends AdvisoryStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  merge(advisories: AsyncIterable<StagedAdvisory>, note: ImportNote): Promise<MergeCounts> {
    return whileAvailable(async () => {
      const runner = this.dataSource.createQueryRunner();
      try {
        await runner.startTransaction();
        await runner.query("set local statement_timeout = '10min'");
        // The source is read, and perhaps downloaded, while the transaction waits for its records.
        await runner.query("set local idle_in_transaction_session_timeout = '15min'");
        await runner.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
        const staged = await stage(runner, advisories);
        const imported = await putInForce(runner);
        const counts = { imported, unchanged: staged - imported };
        await runner.query(
          'insert into scanner.advisory_import (at, actor, source, imported, unchanged) values ($1, $2, $3, $4, $5)',
          [note.at, JSON.stringify(note.actor), note.source, counts.imported, counts.unchanged],
        );
        await runner.commitTransaction();
        return counts;
      } catch (cause) {
        // A connection that is gone has rolled back by itself.
        await runner.rollbackTransaction().catch(() => undefined);
        throw cause;
      } finally {
        await runner.release();
      }
    });
  }

  about(ecosystem: Ecosystem, names: readonly string[]): Promise<AdvisoryRecord[]> {
    return whileAvailable(async () => {
      const rows: { record: unknown }[] = await this.dataSource.query(
        `select record from scanner.advisory where not withdrawn and id in (
           select advisory_id from scanner.advisory_package where ecosystem = $1 and name = any ($2::text[])
         ) order by id`,
        [ecosystem, names],
      );
      return rows.map((row) => AdvisoryRecord.parse(row.record));
    });
  }

  facts(): Promise<AdvisoryFacts> {
    return whileAvailable(async () => {
      const [row]: { advisories: number; at: Date | null }[] = await this.dataSource.query(
        `select (select count(*)::int from scanner.advisory) as advisories,
                (select max(at) from scanner.advisory_import) as at`,
      );
      const advisories = row?.advisories ?? 0;
      return { loaded: advisories > 0, advisories, importedAt: row?.at?.toISOString() ?? null };
    });
  }

  countByEcosystem(): Promise<Record<string, number>> {
    return whileAvailable(async () => {
      const rows: { ecosystem: string; advisories: number }[] = await this.dataSource.query(
        `select ecosystem, count(distinct advisory_id)::int as advisories
           from scanner.advisory_package group by ecosystem order by ecosystem`,
      );
      return Object.fromEntries(rows.map((row) => [row.ecosystem, row.advisories]));
    });
  }
}

/** Fills a table that only this transaction sees. */
async function stage(runner: QueryRunner, advisories: AsyncIterable<StagedAdvisory>): Promise<number> {
  await runner.query(
    'create temporary table staged (id text primary key, sha256 text, modified timestamptz, withdrawn boolean, record jsonb) on commit drop',
  );
  let staged = 0;
  let batch: { advisory: StagedAdvisory; json: string }[] = [];
  let bytes = 0;
  for await (const advisory of advisories) {
    const json = JSON.stringify(advisory.record);
    batch.push({ advisory, json });
    bytes += json.length;
    staged += 1;
    if (batch.length < BATCH_ROWS && bytes < BATCH_BYTES) continue;
    await insert(runner, batch);
    batch = [];
    bytes = 0;
  }
  await insert(runner, batch);
  return staged;
}

async function insert(
  runner: QueryRunner,
  batch: readonly { advisory: StagedAdvisory; json: string }[],
): Promise<void> {
  if (batch.length === 0) return;
  const records = batch.map(({ advisory }) => advisory.record);
  await runner.query(
    `insert into staged select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::boolean[], $5::jsonb[])`,
    [
      records.map((record) => record.id),
      batch.map(({ advisory }) => advisory.sha256),
      records.map((record) => record.modified),
      records.map((record) => record.withdrawn),
      // jsonb cannot hold NUL; no id, name or version that matters has one.
      batch.map(({ json }) => json.replaceAll('\\u0000', '\\ufffd')),
    ],
  );
}

/** Rows with the same bytes, and rows newer than the source's, stay as they are: nothing is written for them. */
async function putInForce(runner: QueryRunner): Promise<number> {
  await runner.query('create temporary table changed (id text primary key) on commit drop');
  const [{ count }]: [{ count: number }] = await runner.query(
    `with written as (
       insert into scanner.advisory as kept (id, sha256, modified, withdrawn, record)
       select id, sha256, modified, withdrawn, record from staged
       on conflict (id) do update
         set sha256 = excluded.sha256, modified = excluded.modified, withdrawn = excluded.withdrawn, record = excluded.record
         where kept.sha256 <> excluded.sha256 and kept.modified <= excluded.modified
       returning id
     ), noted as (insert into changed select id from written returning 1)
     select count(*)::int as count from noted`,
  );
  await runner.query('delete from scanner.advisory_package where advisory_id in (select id from changed)');
  await runner.query(
    `insert into scanner.advisory_package (ecosystem, name, advisory_id)
     select distinct package ->> 'ecosystem', package ->> 'name', staged.id
       from staged join changed using (id), jsonb_array_elements(record -> 'affected') as package`,
  );
  return count;
}
