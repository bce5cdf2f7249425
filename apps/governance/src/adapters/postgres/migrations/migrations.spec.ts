import { createDataSource, migrate } from '@sallyport/postgres';
import type { DataSource } from 'typeorm';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../../../../test/support/embedded-postgres';
import type { ChangePart } from '../../../application/ports/registry-store';
import { DATABASE } from '../database';
import { PostgresRegistryStore } from '../postgres-registry-store';
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

/** Migrations of the first release. */
const FIRST_RELEASE = 8;
const AT = '2026-01-01T00:00:00.000Z';
const rita = { kind: 'person', id: 'rita' } as const;
const HELD_BY_FIRST_RELEASE = `
  insert into governance.package_entry values ('npm', 'a', '1.0.0', 'approved', 'intern', 'bad', '${AT}', 'person:rita', 'r1');
  insert into governance.agent values ('ann', 'student', '${AT}', '${AT}');
  insert into governance.agent_history values
    (1, 'ann', 'intern', null, '{"kind":"person","id":"rita"}', null, '${AT}'),
    (2, 'ann', 'student', 'intern', '{"kind":"person","id":"rita"}', null, '${AT}');
  insert into governance.package_request values
    ('r1', 'npm', '["a"]', null, '[{"ecosystem":"npm","name":"a","version":"1.0.0"}]', '{"kind":"person","id":"rita"}', 'n', '${AT}');
  insert into governance.registry_change values (1, '[]', '${AT}'), (2, '[]', '${AT}');
  update governance.registry_counter set revision = 2`;
const EXPIRED = {
  kind: 'package',
  action: 'expire',
  ecosystem: 'npm',
  name: 'a',
  version: '1.0.0',
  entry: { approval: 'expired', minMaturity: null, banReason: null, requestedBy: 'person:ann' },
  actor: rita,
  at: AT,
} as const;
const REQUESTED: ChangePart = {
  ...EXPIRED,
  action: 'request',
  entry: { approval: 'requested', minMaturity: null, banReason: null },
};
const SUSPENDED: ChangePart = {
  kind: 'agent',
  action: 'suspend',
  agentId: 'ann',
  maturity: 'student',
  previous: 'student',
  suspended: true,
  actor: rita,
  at: AT,
};

async function contents() {
  const [entries, agents, history, requests] = await Promise.all(
    ['package_entry', 'agent', 'agent_history', 'package_request'].map(
      (table) =>
        dataSource.query(`select * from governance.${table} order by 1, 2`) as Promise<
          Record<string, unknown>[]
        >,
    ),
  );
  return { entries: entries ?? [], agents, history: history ?? [], requests };
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

  it('keeps everything that a database of the first release holds, and gives it back without what is new', async () => {
    const NEWER = MIGRATIONS.length - FIRST_RELEASE;
    await migrate(DATABASE, dataSource);
    for (let n = 0; n < NEWER; n += 1) await dataSource.undoLastMigration({ transaction: 'each' });
    await dataSource.query(HELD_BY_FIRST_RELEASE);
    const before = await contents();

    await migrate(DATABASE, dataSource);
    const store = new PostgresRegistryStore(dataSource);
    const snapshot = await store.snapshot();
    const history = await store.agentHistory('ann');
    const unscanned = await store.unscannedRequests(10);
    await store.act({ at: AT, decide: () => [REQUESTED] });
    const open = await store.requests({ open: true, limit: 10 });
    await store.act({ at: AT, decide: () => [EXPIRED, SUSPENDED] });
    for (let n = 0; n < NEWER; n += 1) await dataSource.undoLastMigration({ transaction: 'each' });
    const after = await contents();
    await migrate(DATABASE, dataSource);

    expect([...snapshot.packages]).toEqual([
      {
        ecosystem: 'npm',
        name: 'a',
        version: '1.0.0',
        entry: { approval: 'approved', minMaturity: 'intern', banReason: 'bad' },
      },
    ]);
    expect([...snapshot.agents]).toMatchObject([{ id: 'ann', maturity: 'student' }]);
    expect(history.map(({ action, suspended }) => [action, suspended])).toEqual([
      ['register', false],
      ['change', false],
    ]);
    expect(unscanned.map(({ id }) => id)).toEqual(['r1']);
    expect(open.requests.map(({ id }) => id)).toEqual(['r1']);
    expect(after).toEqual({
      ...before,
      // The word for an approval that has ended is new, so it goes back as one that was taken back.
      entries: [{ ...before.entries[0], approval: 'revoked', min_maturity: null, ban_reason: null }],
      history: [...before.history, { ...before.history[1], revision: '4', previous: 'student' }],
    });
  }, 60_000);

  it('agrees with the entities: no column is missing and none is extra', async () => {
    const differences = await dataSource.driver.createSchemaBuilder().log();

    const alterations = differences.upQueries
      .map(({ query }) => query)
      .filter((query) => /ADD |DROP COLUMN|CREATE TABLE/.test(query));
    expect(alterations).toEqual([]);
  });
});
