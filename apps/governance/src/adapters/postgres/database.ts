import type { ServiceDatabase } from '@sallyport/postgres';
import { AgentRow } from './entities/agent';
import { PackageEntryRow } from './entities/package-entry';
import { PackageRequestRow } from './entities/package-request';
import { RegistryChangeRow } from './entities/registry-change';
import { RegistryCounterRow } from './entities/registry-counter';
import { MIGRATIONS } from './migrations';

const STATEMENT_TIMEOUT_MS = 5_000;

export const DATABASE: ServiceDatabase = {
  name: 'governance',
  entities: [AgentRow, PackageEntryRow, PackageRequestRow, RegistryChangeRow, RegistryCounterRow],
  migrations: MIGRATIONS,
  migrationLock: { key: 7_264_001, wait: 60_000 },
  connections: 10,
  limits: {
    // A caller of a write must hear soon that the database is gone; checks do not wait for it at all.
    connect: 2_500,
    statement: STATEMENT_TIMEOUT_MS,
    query: STATEMENT_TIMEOUT_MS + 500,
    lock: 3_000,
    // A writer that was stopped in the middle of its act must not hold up all others for ever.
    idleInTransaction: 5_000,
  },
};
