import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from './migrations';
import { asStoreError } from './store-error';

/** Any number, the same in every replica: one of them migrates, the others wait. */
const MIGRATION_LOCK = 7_204_612;

export function databaseOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    migrations: MIGRATIONS,
    migrationsTableName: 'scanner_migrations',
    installExtensions: false,
    applicationName: 'sallyport-scanner',
    extra: {
      max: 6,
      connectionTimeoutMillis: 3_000,
      // An import of a whole export is one transaction of many short statements.
      statement_timeout: 30_000,
      query_timeout: 35_000,
      keepAlive: true,
    },
  };
}

/** The database, opened and migrated by whoever first needs it, so that the service starts and lives without it. */
export class Database {
  private opening: Promise<DataSource> | undefined;

  constructor(private readonly url: string) {}

  /** @throws DomainError `store-unavailable` */
  async source(): Promise<DataSource> {
    this.opening ??= open(this.url);
    try {
      return await this.opening;
    } catch (cause) {
      this.opening = undefined;
      throw asStoreError(cause);
    }
  }

  async close(): Promise<void> {
    const source = await this.opening?.catch(() => undefined);
    this.opening = undefined;
    if (source?.isInitialized) await source.destroy();
  }
}

async function open(url: string): Promise<DataSource> {
  const source = await new DataSource(databaseOptions(url)).initialize();
  try {
    await migrate(source);
    return source;
  } catch (cause) {
    await source.destroy().catch(() => undefined);
    throw cause;
  }
}

async function migrate(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
  }
}
