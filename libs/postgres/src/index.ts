export { createDataSource, migrate, openDatabase } from './open-database';
export type { DatabaseLimits, MigrationLock, ServiceDatabase } from './service-database';
export { storeErrors, whileAvailable, type StoreErrors, type StoreWords, type Words } from './store-errors';
