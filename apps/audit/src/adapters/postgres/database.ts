import { openDatabase, type ServiceDatabase } from '@sallyport/postgres';
import type { DataSource } from 'typeorm';
import { DecisionCursorRow, EventRow, HeadRow, NoticedGapRow } from './entities';
import { MIGRATIONS } from './migrations';
import { asStoreError } from './store-error';

export const DATABASE: ServiceDatabase = {
  name: 'audit',
  entities: [EventRow, HeadRow, DecisionCursorRow, NoticedGapRow],
  migrations: MIGRATIONS,
  migrationLock: { key: 7_204_611 },
  connections: 6,
  limits: {
    connect: 3_000,
    // A batch of large events takes its time; a server that hangs must not hold the archive for ever.
    statement: 30_000,
    query: 35_000,
  },
};

/** The database, opened and migrated by whoever first needs it, so that the service starts and lives without it. */
export class Database {
  private opening: Promise<DataSource> | undefined;

  constructor(private readonly url: string) {}

  /** @throws DomainError `store-unavailable` */
  async source(): Promise<DataSource> {
    this.opening ??= openDatabase(DATABASE, this.url);
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
