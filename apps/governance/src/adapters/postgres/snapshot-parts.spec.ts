import type { RegistryEntry } from '@sallyport/domain';
import { PACKED_FORMAT, RegistryView } from '@sallyport/registry-view';
import { createDataSource, migrate } from '@sallyport/postgres';
import type { DataSource } from 'typeorm';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../../../test/support/embedded-postgres';
import { started } from '../../application/ports/packed-snapshots.contract';
import { DATABASE } from './database';
import { PostgresRegistryStore } from './postgres-registry-store';

const AT = '2026-01-01T00:00:00.000Z';
const APPROVED: RegistryEntry = { approval: 'approved', minMaturity: 'intern', banReason: null };
const FROM_SNAPSHOT: RegistryEntry = { ...APPROVED, minMaturity: 'autonomous' };
const A = { ecosystem: 'npm', name: 'a', version: '1.0.0' } as const;

let postgres: EmbeddedPostgres;
let dataSource: DataSource;
let store: PostgresRegistryStore;

beforeAll(async () => {
  postgres = await startEmbeddedPostgres();
  dataSource = await createDataSource(DATABASE, postgres.url).initialize();
  await migrate(DATABASE, dataSource);
}, 120_000);

afterAll(async () => {
  await dataSource?.destroy();
  await postgres?.stop();
});

/** At revision 2, with a snapshot of revision 1 that says something else than the tables, to be told from them. */
beforeEach(async () => {
  await dataSource.query(
    'truncate governance.registry_snapshot, governance.registry_change, governance.package_entry',
  );
  await dataSource.query('update governance.registry_counter set revision = 0');
  store = new PostgresRegistryStore(dataSource);
  for (const name of ['a', 'b']) {
    await store.act({
      at: AT,
      decide: () => [
        {
          kind: 'package',
          action: 'approve',
          ...A,
          name,
          entry: APPROVED,
          actor: { kind: 'person', id: 'rita' },
          at: AT,
        },
      ],
    });
  }
  const view = new RegistryView();
  view.load({ revision: 1, packages: [{ ...A, entry: FROM_SNAPSHOT }], agents: [], records: [] });
  await store.keepPackedSnapshot(1, view.pack());
});

const change = (sql: string) => () => dataSource.query(sql);

describe('governance/adapters/postgres/snapshot-parts', () => {
  it('starts from the snapshot, then the log', async () => {
    const view = await started(store);

    expect([view.revision, view.lookup(A), view.lookup({ ...A, name: 'b' })]).toEqual([
      2,
      FROM_SNAPSHOT,
      APPROVED,
    ]);
  });

  it.each<[title: string, spoil: () => Promise<unknown>]>([
    [
      'one byte is another',
      change(`update governance.registry_snapshot set body = set_byte(body, 200, 255)`),
    ],
    [
      'its end is missing',
      change(`update governance.registry_snapshot set body = substr(body, 1, length(body) - 1)`),
    ],
    [
      'it is of another format',
      change(`update governance.registry_snapshot set format = ${PACKED_FORMAT + 1}`),
    ],
    ['it says another revision', change('update governance.registry_snapshot set revision = 2')],
    ['it is newer than the registry', change('update governance.registry_snapshot set revision = 3')],
    [
      'a part too many',
      change(
        `insert into governance.registry_snapshot select format, revision, 1, body from governance.registry_snapshot`,
      ),
    ],
    ['the first part is missing', change('update governance.registry_snapshot set part = 1')],
    ['the log after it is long', change('update governance.registry_counter set revision = 20000')],
  ])('reads the tables where %s', async (_title, spoil) => {
    await spoil();

    const snapshot = await store.snapshot();

    expect([...snapshot.packages].map(({ name, entry }) => [name, entry.minMaturity])).toEqual([
      ['a', 'intern'],
      ['b', 'intern'],
    ]);
  });

  it('lets one of many replicas pack, whoever it is', async () => {
    const view = await started(store);

    const kept = await Promise.all(Array.from({ length: 5 }, () => store.keepPackedSnapshot(2, view.pack())));

    expect(kept.filter(Boolean)).toHaveLength(1);
    expect(await store.packedSnapshot()).toMatchObject({ revision: 2 });
  });

  it('leaves what another release keeps, until it is older than all of its own', async () => {
    const other = PACKED_FORMAT + 1;
    await dataSource.query(`insert into governance.registry_snapshot (format, revision, part, body)
      values (${other}, 1, 0, ''), (${other}, 2, 0, '')`);
    const revisions = async () =>
      (
        (await dataSource.query(
          `select revision::int from governance.registry_snapshot where format = ${other} order by 1`,
        )) as { revision: number }[]
      ).map(({ revision }) => revision);
    const view = await started(store);

    await store.keepPackedSnapshot(2, view.pack());
    const beside = await revisions();
    await store.keepPackedSnapshot(3, view.pack());

    expect([beside, await revisions()]).toEqual([[1, 2], [2]]);
  });
});
