import { createDataSource, migrate } from '@sallyport/postgres';
import type { DataSource } from 'typeorm';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../../../../test/support/embedded-postgres';
import { DATABASE } from '../database';
import { MIGRATIONS } from '.';

let postgres: EmbeddedPostgres;
let dataSource: DataSource;

beforeAll(async () => {
  postgres = await startEmbeddedPostgres();
  dataSource = await createDataSource(DATABASE, postgres.url).initialize();
}, 120_000);

afterAll(async () => {
  await dataSource?.destroy();
  await postgres?.stop();
});

/** Everything a migration can make: columns with types and defaults, constraints, indexes. */
async function shape(): Promise<unknown> {
  const columns =
    await dataSource.query(`select table_name, column_name, data_type, collation_name, is_nullable, column_default
    from information_schema.columns where table_schema = 'governance' order by 1, 2`);
  const constraints =
    await dataSource.query(`select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    from pg_constraint where connamespace = to_regnamespace('governance') order by 1, 2`);
  return { columns, constraints };
}

async function undoAll(): Promise<void> {
  for (const _ of MIGRATIONS) await dataSource.undoLastMigration({ transaction: 'each' });
}

describe('governance/adapters/postgres/migrations', () => {
  it('goes up, down to nothing, and up again to the same', async () => {
    await migrate(DATABASE, dataSource);
    const first = await shape();
    await undoAll();
    const schemas = await dataSource.query("select 1 from pg_namespace where nspname = 'governance'");
    await migrate(DATABASE, dataSource);
    const second = await shape();

    expect(schemas).toEqual([]);
    expect(second).toEqual(first);
    expect((first as { columns: unknown[] }).columns.length).toBeGreaterThan(30);
  }, 60_000);

  it('leaves alone what is up already, also when replicas start together', async () => {
    const other = await createDataSource(DATABASE, postgres.url).initialize();

    await Promise.all([migrate(DATABASE, dataSource), migrate(DATABASE, other), migrate(DATABASE, other)]);

    const applied = await dataSource.query('select count(*)::int as count from governance_migrations');
    await other.destroy();
    expect(applied).toEqual([{ count: MIGRATIONS.length }]);
  }, 60_000);

  it('agrees with the entities: no column is missing and none is extra', async () => {
    const differences = await dataSource.driver.createSchemaBuilder().log();

    const alterations = differences.upQueries
      .map(({ query }) => query)
      .filter((query) => /ADD |DROP COLUMN|CREATE TABLE/.test(query));
    expect(alterations).toEqual([]);
  });
});
