import type { ServiceDatabase } from '@sallyport/postgres';
import { MIGRATIONS } from './migrations';

export const DATABASE: ServiceDatabase = {
  name: 'scanner',
  // Rows are spoken to in SQL: every statement here is about many rows at once.
  entities: [],
  migrations: MIGRATIONS,
  migrationLock: { key: 7_264_002, wait: 60_000 },
  connections: 10,
  limits: {
    connect: 2_500,
    // Reading the advisories of a closure of thousands; the import sets its own.
    statement: 30_000,
    // A client that was stopped in the middle of its work must not hold its locks for ever; the import sets its own.
    idleInTransaction: 60_000,
  },
};
