import { DataSource } from 'typeorm';
import type { ServiceDatabase } from './service-database';

/** Not connected yet. */
export function createDataSource(database: ServiceDatabase, url: string): DataSource {
  const { name, entities, migrations, connections, limits } = database;
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: `sallyport-${name}`,
    entities,
    migrations,
    migrationsTableName: `${name}_migrations`,
    synchronize: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    connectTimeoutMS: limits.connect,
    poolSize: connections,
    logging: false,
    extra: {
      statement_timeout: limits.statement,
      ...(limits.query === undefined ? {} : { query_timeout: limits.query }),
      ...(limits.lock === undefined ? {} : { lock_timeout: limits.lock }),
      ...(limits.idleInTransaction === undefined
        ? {}
        : { idle_in_transaction_session_timeout: limits.idleInTransaction }),
      keepAlive: true,
    },
  });
}

/**
 * Connected and migrated, or closed again.
 * @throws what the driver throws; see `whileAvailable`
 */
export async function openDatabase(database: ServiceDatabase, url: string): Promise<DataSource> {
  const source = await createDataSource(database, url).initialize();
  try {
    await migrate(database, source);
    return source;
  } catch (cause) {
    await source.destroy().catch(() => undefined);
    throw cause;
  }
}

/** Replicas that start together migrate one after the other. */
export async function migrate({ migrationLock }: ServiceDatabase, source: DataSource): Promise<void> {
  const { key, wait } = migrationLock;
  const lock = source.createQueryRunner();
  try {
    if (wait !== undefined) {
      await lock.query(`set lock_timeout = ${wait}`);
      await lock.query(`set statement_timeout = ${wait}`);
    }
    await lock.query('select pg_advisory_lock($1)', [key]);
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await lock.query('select pg_advisory_unlock_all()').catch(() => undefined);
    if (wait !== undefined) {
      await lock.query('reset lock_timeout').catch(() => undefined);
      await lock.query('reset statement_timeout').catch(() => undefined);
    }
    await lock.release();
  }
}
