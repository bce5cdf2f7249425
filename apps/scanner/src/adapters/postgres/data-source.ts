import { DataSource } from 'typeorm';
import { MIGRATIONS } from './migrations';

const CONNECT_TIMEOUT_MS = 2_500;
/** Reading the advisories of a closure of thousands; the import sets its own. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** A client that was stopped in the middle of its work must not hold its locks for ever; the import sets its own. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
/** Any constant; other services of the product have their own. */
const MIGRATION_LOCK = 7_264_002;

/** Rows are spoken to in SQL: every statement here is about many rows at once. */
export function createDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: 'sallyport-scanner',
    entities: [],
    migrations: MIGRATIONS,
    migrationsTableName: 'scanner_migrations',
    synchronize: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolSize: 10,
    logging: false,
    extra: {
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      keepAlive: true,
    },
  });
}

/** Replicas that start together migrate one after the other. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query("set statement_timeout = '60s'");
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await lock.query('select pg_advisory_unlock_all()').catch(() => undefined);
    await lock.query('reset statement_timeout').catch(() => undefined);
    await lock.release();
  }
}
