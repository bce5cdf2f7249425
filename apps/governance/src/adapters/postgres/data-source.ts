import { DataSource } from 'typeorm';
import { AgentRow } from './entities/agent';
import { PackageEntryRow } from './entities/package-entry';
import { PackageRequestRow } from './entities/package-request';
import { RegistryChangeRow } from './entities/registry-change';
import { RegistryCounterRow } from './entities/registry-counter';
import { MIGRATIONS } from './migrations';

/** A caller of a write must hear soon that the database is gone; checks do not wait for it at all. */
const CONNECT_TIMEOUT_MS = 2_500;
const LOCK_TIMEOUT_MS = 3_000;
const STATEMENT_TIMEOUT_MS = 5_000;
/** A writer that was stopped in the middle of its act must not hold up all others for ever. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 5_000;
/** Any constant; other services of the product have their own. */
const MIGRATION_LOCK = 7_264_001;

export function createDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: 'sallyport-governance',
    entities: [AgentRow, PackageEntryRow, PackageRequestRow, RegistryChangeRow, RegistryCounterRow],
    migrations: MIGRATIONS,
    migrationsTableName: 'governance_migrations',
    synchronize: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolSize: 10,
    logging: false,
    extra: {
      statement_timeout: STATEMENT_TIMEOUT_MS,
      // On our side too: a server that is stopped or cut off does not keep its own timeouts.
      query_timeout: STATEMENT_TIMEOUT_MS + 500,
      lock_timeout: LOCK_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      keepAlive: true,
    },
  });
}

/** Replicas that start together migrate one after the other. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query("set lock_timeout = '60s'");
    await lock.query("set statement_timeout = '60s'");
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await lock.query('select pg_advisory_unlock_all()').catch(() => undefined);
    await lock.query('reset lock_timeout').catch(() => undefined);
    await lock.query('reset statement_timeout').catch(() => undefined);
    await lock.release();
  }
}
