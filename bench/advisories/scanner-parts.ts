import { join } from 'node:path';
import { openDatabase, type ServiceDatabase } from '@sallyport/postgres';
import type { AdvisoryKnowledge } from '../../apps/scanner/src/application/advisory-knowledge';
import type { ImportAdvisories } from '../../apps/scanner/src/application/import-advisories';
import type { ScannerEvents } from '../../apps/scanner/src/application/ports/scanner-events';
import type { parseAdvisory } from '../../apps/scanner/src/advisory/advisory-record';
import type { indexOf } from '../../apps/scanner/src/advisory/packed/pack-records';
import type { OsvExport } from '../../apps/scanner/src/adapters/osv/osv-export';
import type { PostgresAdvisoryStore } from '../../apps/scanner/src/adapters/postgres/postgres-advisory-store';
import { connection } from '../frame';
import { createDatabase } from '../private-bus';

/** The built service's own parts, without its bus: what is measured is what it runs. */
const built = (path: string): Record<string, unknown> =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an app is no library: only its build is here
  require(join(__dirname, '../../../apps/scanner/dist', path)) as Record<string, unknown>;

const part = <T>(path: string, name: string): T => built(path)[name] as T;

export const parts = {
  Knowledge: part<typeof AdvisoryKnowledge>('application/advisory-knowledge', 'AdvisoryKnowledge'),
  Import: part<typeof ImportAdvisories>('application/import-advisories', 'ImportAdvisories'),
  Store: part<typeof PostgresAdvisoryStore>(
    'adapters/postgres/postgres-advisory-store',
    'PostgresAdvisoryStore',
  ),
  Export: part<typeof OsvExport>('adapters/osv/osv-export', 'OsvExport'),
  parseAdvisory: part<typeof parseAdvisory>('advisory/advisory-record', 'parseAdvisory'),
  indexOf: part<typeof indexOf>('advisory/packed/pack-records', 'indexOf'),
  DATABASE: part<ServiceDatabase>('adapters/postgres/database', 'DATABASE'),
};

/** Real exports beside the checkout; the bench has no figure without them. */
export const DATA = join(process.cwd(), '../shared/data');
export const EXPORTS = ['npm.zip', 'pypi.zip'].map((file) => join(DATA, file));
export const ACTOR = { kind: 'person', id: 'bench' } as const;

export interface Stage {
  store: PostgresAdvisoryStore;
  /** Reads the exports into the store; counts what was told of its progress. */
  importAll(): Promise<{ imported: number; unchanged: number; told: number; ms: number }>;
  close(): Promise<void>;
}

/** A store in a database of its own. */
export async function advisoryStage(): Promise<Stage> {
  const database = await createDatabase(connection().databaseUrl);
  const source = await openDatabase(parts.DATABASE, database.url);
  const store = new parts.Store(source);
  let told = 0;
  const events: ScannerEvents = {
    scanCompleted: () => Promise.resolve(),
    advisoriesImported: () => Promise.resolve(),
    importProgress: () => void (told += 1),
  };
  return {
    store,
    async importAll() {
      const startedAt = performance.now();
      told = 0;
      const counts = { imported: 0, unchanged: 0 };
      const use = new parts.Import(new parts.Export(), store, events, { now: () => new Date() });
      for (const zip of EXPORTS) {
        const reply = await use.import({ actor: ACTOR, source: zip });
        counts.imported += reply.imported;
        counts.unchanged += reply.unchanged;
      }
      return { ...counts, told, ms: performance.now() - startedAt };
    },
    async close() {
      await source.destroy();
      await database.drop();
    },
  };
}
