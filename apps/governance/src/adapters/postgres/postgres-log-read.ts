import type { Revision } from '@sallyport/domain';
import { whileAvailable } from '@sallyport/postgres';
import { DataSource } from 'typeorm';
import type { LogRead } from '../../application/ports/registry-store';
import { toChange } from './stored-rows';

/** One statement, so one state: what is in the log, which leases are in force, and what time it is. */
const LOG_READ = `
  select
    counter.revision,
    counter.lease_store as "leaseStore",
    counter.lease_generation as "leaseGeneration",
    extract(epoch from clock_timestamp()) * 1000 as now,
    coalesce(
      (select jsonb_agg(jsonb_build_object('revision', change.revision, 'parts', change.parts) order by change.revision)
       from (
         select revision, parts from governance.registry_change
         where revision > $1 order by revision limit $2
       ) change),
      '[]'::jsonb
    ) as changes
  from governance.registry_counter counter
  where counter.singleton`;

interface LogReadRow {
  revision: string;
  leaseStore: string;
  leaseGeneration: string;
  now: string;
  changes: { revision: number; parts: object }[];
}

export async function readLog(dataSource: DataSource, revision: Revision, limit: number): Promise<LogRead> {
  const [row] = await whileAvailable(
    () => dataSource.query(LOG_READ, [revision, limit]) as Promise<[LogReadRow]>,
  );
  return {
    revision: Number(row.revision),
    changes: row.changes.map((change) =>
      toChange({ revision: String(change.revision), parts: change.parts }),
    ),
    leaseStore: row.leaseStore,
    leaseGeneration: Number(row.leaseGeneration),
    now: Number(row.now),
  };
}

/** Takes the counter's lock, as every act does: what is committed later is committed under this store. */
export async function claimLeases(dataSource: DataSource, leaseStore: string): Promise<void> {
  await whileAvailable(() =>
    dataSource.query(
      `update governance.registry_counter
       set lease_store = $1, lease_generation = lease_generation + 1
       where singleton and lease_store <> $1`,
      [leaseStore],
    ),
  );
}
