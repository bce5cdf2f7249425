import { createDataSource, migrate } from '@sallyport/postgres';
import type { DataSource } from 'typeorm';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../../../test/support/embedded-postgres';
import { advisoryStoreContract } from '../../application/ports/advisory-store.contract';
import { detonationStoreContract } from '../../application/ports/detonation-store.contract';
import { exploitationStoreContract } from '../../application/ports/exploitation-store.contract';
import { fileMemoryContract } from '../../application/ports/file-memory.contract';
import { reportStoreContract } from '../../application/ports/report-store.contract';
import { DATABASE } from './database';
import { MIGRATIONS } from './migrations';
import { PostgresAdvisoryStore } from './postgres-advisory-store';
import { PostgresDetonationStore } from './postgres-detonation-store';
import { PostgresExploitationStore } from './postgres-exploitation-store';
import { PostgresFileMemory } from './postgres-file-memory';
import { PostgresReportStore } from './postgres-report-store';

let postgres: EmbeddedPostgres;
let dataSource: DataSource;

async function emptied(): Promise<DataSource> {
  await dataSource.query(
    'truncate scanner.advisory, scanner.advisory_package, scanner.advisory_import, scanner.advisory_index, scanner.artifact_analysis, scanner.artifact_profile, scanner.artifact_report, scanner.epss_score, scanner.kev_entry, scanner.exploitation_import, scanner.scanned_artifact, scanner.file_bearer, scanner.detonation',
  );
  return dataSource;
}

async function tables(): Promise<string[]> {
  const rows: { name: string }[] = await dataSource.query(
    `select table_name as name from information_schema.tables where table_schema = 'scanner' order by 1`,
  );
  return rows.map((row) => row.name);
}

beforeAll(async () => {
  postgres = await startEmbeddedPostgres();
  dataSource = await createDataSource(DATABASE, postgres.url).initialize();
}, 120_000);

afterAll(async () => {
  await dataSource?.destroy();
  await postgres?.stop();
});

describe('adapters/postgres/migrations', () => {
  it('go up, all the way down, and up again', async () => {
    await migrate(DATABASE, dataSource);
    const up = await tables();
    for (const _ of MIGRATIONS) await dataSource.undoLastMigration({ transaction: 'each' });
    const down = await tables();
    await migrate(DATABASE, dataSource);

    expect(up).toEqual([
      'advisory',
      'advisory_import',
      'advisory_index',
      'advisory_package',
      'artifact_analysis',
      'artifact_profile',
      'artifact_report',
      'detonation',
      'epss_score',
      'exploitation_import',
      'file_bearer',
      'kev_entry',
      'scanned_artifact',
    ]);
    expect(down).toEqual([]);
    expect(await tables()).toEqual(up);
  });

  it('are run once by replicas that start together', async () => {
    await Promise.all([migrate(DATABASE, dataSource), migrate(DATABASE, dataSource)]);

    expect(await dataSource.showMigrations()).toBe(false);
  });
});

describe('adapters/postgres/postgres-advisory-store', () => {
  advisoryStoreContract(async () => new PostgresAdvisoryStore(await emptied()));

  it('says store-unavailable where the database is gone', async () => {
    const gone = createDataSource(DATABASE, postgres.url);
    await gone.initialize();
    await gone.destroy();

    await expect(new PostgresAdvisoryStore(gone).facts()).rejects.toMatchObject({
      code: 'store-unavailable',
    });
  });
});

describe('adapters/postgres/postgres-report-store', () => {
  reportStoreContract(async () => new PostgresReportStore(await emptied()));
});

describe('adapters/postgres/postgres-exploitation-store', () => {
  exploitationStoreContract(async () => new PostgresExploitationStore(await emptied()));
});

describe('adapters/postgres/postgres-detonation-store', () => {
  detonationStoreContract(async () => new PostgresDetonationStore(await emptied()));
});

describe('adapters/postgres/postgres-file-memory', () => {
  fileMemoryContract(async () => new PostgresFileMemory(await emptied()));
});
