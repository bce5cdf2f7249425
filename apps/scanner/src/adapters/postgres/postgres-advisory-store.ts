import type { Ecosystem } from '@sallyport/domain';
import { whileAvailable } from '@sallyport/postgres';
import type { DataSource, QueryRunner } from 'typeorm';
import { AdvisoryRecord, READER } from '../../advisory/advisory-record';
import { formatOf, INDEX_FORMAT } from '../../advisory/packed/advisory-index';
import {
  AdvisoryStore,
  type ImportNote,
  type KnownAdvisory,
  type MergeCounts,
  type StagedAdvisory,
  type Standing,
} from '../../application/ports/advisory-store';
import { readPacked, writePacked, type NamedPackage } from './packed-advisories';

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
    return this.alone(async (runner) => {
      const staged = await stage(runner, advisories);
      const before = await lastRevision(runner);
      const { imported, touched } = await putInForce(runner);
      const counts = { imported, unchanged: staged - imported };
      const id = await this.note(runner, note, counts);
      if (imported > 0 || before === null) await writePacked(runner, id, { before: before ?? 0, touched });
      await setRevision(runner, id, imported > 0 || before === null ? id : before);
      return counts;
    });
  }

  known(): Promise<ReadonlyMap<string, KnownAdvisory>> {
    return whileAvailable(async () => {
      const rows: { id: string; sha256: string; modified: Date | null }[] = await this.dataSource.query(
        'select id, sha256, modified from scanner.advisory where reader = $1',
        [READER],
      );
      return new Map(
        rows.map(({ id, sha256, modified }) => [id, { sha256, modified: modified?.toISOString() ?? null }]),
      );
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

  standing(): Promise<Standing> {
    return whileAvailable(async () => {
      const [row]: { revision: string | null; advisories: number | null; at: Date | null }[] =
        await this.dataSource.query(
          `select revision, advisories, (select max(at) from scanner.advisory_import) as at
             from scanner.advisory_import order by id desc limit 1`,
        );
      // An import of the first release did not count.
      const advisories = row === undefined ? 0 : (row.advisories ?? (await this.count()));
      const importedAt = row?.at?.toISOString() ?? null;
      return {
        revision: Number(row?.revision ?? 0),
        facts: { loaded: advisories > 0, advisories, importedAt },
      };
    });
  }

  packedIndex(revision: number): Promise<Buffer | undefined> {
    return whileAvailable(() => readPacked(this.dataSource, revision));
  }

  async packAgain(): Promise<void> {
    await this.alone(async (runner) => {
      const [last] = (await runner.query(
        'select id, revision from scanner.advisory_import order by id desc limit 1',
      )) as { id: string; revision: string | null }[];
      if (last === undefined) return;
      const present = await readPacked(runner, Number(last.revision ?? 0));
      // Another replica was first, or is of a newer release: packing to and fro would never end.
      if (present !== undefined && (formatOf(present) ?? 0) >= INDEX_FORMAT) return;
      await writePacked(runner, Number(last.id), { before: 0, touched: null });
      await setRevision(runner, Number(last.id), Number(last.id));
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

  private async count(): Promise<number> {
    const [row]: { count: number }[] = await this.dataSource.query(
      'select count(*)::int as count from scanner.advisory',
    );
    return row?.count ?? 0;
  }

  private async note(runner: QueryRunner, note: ImportNote, counts: MergeCounts): Promise<number> {
    const [row] = (await runner.query(
      'insert into scanner.advisory_import (at, actor, source, imported, unchanged) values ($1, $2, $3, $4, $5) returning id',
      [note.at, JSON.stringify(note.actor), note.source, counts.imported, counts.unchanged],
    )) as { id: string }[];
    return Number(row?.id);
  }

  /** One transaction, in which nobody else changes what is in force. */
  private alone<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    return whileAvailable(async () => {
      const runner = this.dataSource.createQueryRunner();
      try {
        await runner.startTransaction();
        await runner.query("set local statement_timeout = '10min'");
        // The source is read while the transaction waits for its records.
        await runner.query("set local idle_in_transaction_session_timeout = '15min'");
        await runner.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
        const result = await work(runner);
        await runner.commitTransaction();
        return result;
      } catch (cause) {
        // A connection that is gone has rolled back by itself.
        await runner.rollbackTransaction().catch(() => undefined);
        throw cause;
      } finally {
        await runner.release();
      }
    });
  }
}

/** Null where nothing is packed: before the first import, and after those of the first release. */
async function lastRevision(runner: QueryRunner): Promise<number | null> {
  const [row] = (await runner.query(
    'select revision from scanner.advisory_import order by id desc limit 1',
  )) as { revision: string | null }[];
  return row === undefined || row.revision === null ? null : Number(row.revision);
}

async function setRevision(runner: QueryRunner, id: number, revision: number): Promise<void> {
  await runner.query(
    `update scanner.advisory_import set revision = $2, advisories = (select count(*) from scanner.advisory)
      where id = $1`,
    [id, revision],
  );
}

/** Fills a table that only this transaction sees. */
async function stage(runner: QueryRunner, advisories: AsyncIterable<StagedAdvisory>): Promise<number> {
  await runner.query(
    'create temporary table staged (id text primary key, sha256 text, modified timestamptz, withdrawn boolean, record jsonb) on commit drop',
  );
  // By id: one statement must not touch a row twice.
  let batch = new Map<string, { advisory: StagedAdvisory; json: string }>();
  let bytes = 0;
  for await (const advisory of advisories) {
    const json = JSON.stringify(advisory.record);
    batch.set(advisory.record.id, { advisory, json });
    bytes += json.length;
    if (batch.size < BATCH_ROWS && bytes < BATCH_BYTES) continue;
    await insert(runner, [...batch.values()]);
    batch = new Map();
    bytes = 0;
  }
  await insert(runner, [...batch.values()]);
  const [row] = (await runner.query('select count(*)::int as count from staged')) as { count: number }[];
  return row?.count ?? 0;
}

async function insert(
  runner: QueryRunner,
  batch: readonly { advisory: StagedAdvisory; json: string }[],
): Promise<void> {
  if (batch.length === 0) return;
  const records = batch.map(({ advisory }) => advisory.record);
  await runner.query(
    `insert into staged select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::boolean[], $5::jsonb[])
     on conflict (id) do update set sha256 = excluded.sha256, modified = excluded.modified,
       withdrawn = excluded.withdrawn, record = excluded.record`,
    [
      records.map((record) => record.id),
      batch.map(({ advisory }) => advisory.sha256),
      batch.map(({ advisory }) => advisory.modified),
      records.map((record) => record.withdrawn),
      // jsonb cannot hold NUL; no id, name or version that matters has one.
      batch.map(({ json }) => json.replaceAll('\\u0000', '\\ufffd')),
    ],
  );
}

/**
 * Rows with the same bytes, and rows newer than the source's, stay as they are: nothing is written for them. What
 * another reader has read of the same bytes is replaced.
 */
async function putInForce(runner: QueryRunner): Promise<{ imported: number; touched: NamedPackage[] }> {
  await runner.query('create temporary table changed (id text primary key) on commit drop');
  await runner.query(
    `with written as (
       insert into scanner.advisory as kept (id, sha256, modified, withdrawn, record, reader)
       select id, sha256, modified, withdrawn, record, $1::smallint from staged
       on conflict (id) do update
         set sha256 = excluded.sha256, modified = excluded.modified, withdrawn = excluded.withdrawn,
             record = excluded.record, reader = excluded.reader
         where (kept.sha256 <> excluded.sha256 or kept.reader <> excluded.reader)
           and (kept.modified is null or excluded.modified is null or kept.modified <= excluded.modified)
       returning id
     ) insert into changed select id from written`,
    [READER],
  );
  const [row] = (await runner.query('select count(*)::int as count from changed')) as { count: number }[];
  const before = await packagesOfChanged(runner);
  await runner.query('delete from scanner.advisory_package where advisory_id in (select id from changed)');
  await runner.query(
    `insert into scanner.advisory_package (ecosystem, name, advisory_id)
     select distinct package ->> 'ecosystem', package ->> 'name', staged.id
       from staged join changed using (id), jsonb_array_elements(record -> 'affected') as package`,
  );
  return { imported: row?.count ?? 0, touched: [...before, ...(await packagesOfChanged(runner))] };
}

async function packagesOfChanged(runner: QueryRunner): Promise<NamedPackage[]> {
  return (await runner.query(
    `select distinct ecosystem, name from scanner.advisory_package
      where advisory_id in (select id from changed)`,
  )) as NamedPackage[];
}
