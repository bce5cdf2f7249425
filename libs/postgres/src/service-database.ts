import type { DataSourceOptions } from 'typeorm';

/** Milliseconds. What is left out has no limit of ours. */
export interface DatabaseLimits {
  readonly connect: number;
  /** Kept by the server. */
  readonly statement: number;
  /** Kept on our side: a server that is stopped or cut off does not keep its own. */
  readonly query?: number;
  readonly lock?: number;
  readonly idleInTransaction?: number;
}

export interface MigrationLock {
  /** Any constant of the service's own; the same in every replica. */
  readonly key: number;
  /** Milliseconds that a replica waits for the one that migrates; without it, as long as any other statement. */
  readonly wait?: number;
}

/** What one service's share of the database is. */
export interface ServiceDatabase {
  /** Its schema; also in the names of its connections and of its table of migrations. */
  readonly name: string;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  readonly migrations: NonNullable<DataSourceOptions['migrations']>;
  readonly migrationLock: MigrationLock;
  readonly connections: number;
  readonly limits: DatabaseLimits;
}
