import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../test/support/embedded-postgres';
import { createDataSource, migrate, openDatabase } from './open-database';
import type { ServiceDatabase } from './service-database';

/** Without the lock, the second of two replicas fails here: the table is there already. */
class CreateShelf1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('select pg_sleep(0.05)');
    await runner.query('create table shelf (id int primary key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table shelf');
  }
}

class Broken1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('no sql at all');
  }

  async down(): Promise<void> {}
}

const LIBRARY: ServiceDatabase = {
  name: 'library',
  entities: [],
  migrations: [CreateShelf1700000000001],
  migrationLock: { key: 1, wait: 60_000 },
  connections: 3,
  limits: { connect: 2_500, statement: 7_000, query: 8_000, lock: 3_000, idleInTransaction: 4_000 },
};
const UNBOUNDED: ServiceDatabase = {
  ...LIBRARY,
  migrationLock: { key: 1 },
  limits: { connect: 2_500, statement: 7_000 },
};

describe('postgres/open-database', () => {
  let server: EmbeddedPostgres;
  let postgres: EmbeddedPostgres;
  const open: DataSource[] = [];

  async function opened(database: ServiceDatabase): Promise<DataSource> {
    const source = await openDatabase(database, postgres.url);
    open.push(source);
    return source;
  }

  async function connections(name: string): Promise<number> {
    const [row] = await (
      await opened({ ...LIBRARY, name: 'observer', migrations: [] })
    ).query('select count(*)::int as count from pg_stat_activity where application_name = $1', [name]);
    return (row as { count: number }).count;
  }

  beforeAll(async () => {
    server = await startEmbeddedPostgres();
  }, 120_000);

  afterAll(async () => {
    await server?.stop();
  });

  beforeEach(async () => {
    postgres = await startEmbeddedPostgres();
  });

  afterEach(async () => {
    for (const source of open.splice(0)) await source.destroy();
    await postgres.stop();
  });

  it.each([
    ['as many as the service has', LIBRARY, ['7s', '3s', '4s']],
    ['none that it has not', UNBOUNDED, ['7s', '0', '0']],
  ])('names its connections and sets limits, %s', async (_, database, expected) => {
    const source = await opened(database);

    const [row] = await source.query(
      `select current_setting('application_name') as name, current_setting('statement_timeout') as statement,
              current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`,
    );

    expect(row).toEqual({
      name: 'sallyport-library',
      statement: expected[0],
      lock: expected[1],
      idle: expected[2],
    });
  });

  it.each([
    ['waiting on purpose', LIBRARY],
    ['waiting as for any statement', UNBOUNDED],
  ])('migrates once when replicas start together, %s', async (_, database) => {
    const [one] = await Promise.all([opened(database), opened(database), opened(database)]);

    await expect(one.query('select name from library_migrations')).resolves.toEqual([
      { name: 'CreateShelf1700000000001' },
    ]);
    await expect(one.query("select 1 from pg_locks where locktype = 'advisory'")).resolves.toEqual([]);
  });

  it('leaves alone what is up already', async () => {
    const source = await opened(LIBRARY);

    await migrate(LIBRARY, source);

    expect(await source.showMigrations()).toBe(false);
  });

  it('closes again what could not be migrated, and gives the lock back', async () => {
    const broken = { ...LIBRARY, name: 'broken', migrations: [Broken1700000000002] };

    await expect(openDatabase(broken, postgres.url)).rejects.toMatchObject({ code: '42601' });

    expect(await connections('sallyport-broken')).toBe(0);
    await expect(opened(LIBRARY)).resolves.toMatchObject({ isInitialized: true });
  });

  it('does not connect before it is told to', () => {
    expect(createDataSource(LIBRARY, postgres.url).isInitialized).toBe(false);
  });
});
