import { createDataSource, migrate } from '@sallyport/postgres';
import type { DataSource } from 'typeorm';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../../../test/support/embedded-postgres';
import { registryStoreContract } from '../../application/ports/registry-store.contract';
import { replicaLeasesContract } from '../../application/ports/replica-leases.contract';
import { usageStoreContract } from '../../application/ports/usage-store.contract';
import { DATABASE } from './database';
import { PostgresChangeOutbox } from './postgres-change-outbox';
import { PostgresRegistryStore } from './postgres-registry-store';
import { PostgresReplicaLeases } from './postgres-replica-leases';
import { PostgresUsageStore } from './postgres-usage-store';

let postgres: EmbeddedPostgres;
let dataSource: DataSource;

async function emptied(): Promise<DataSource> {
  await dataSource.query(`truncate governance.registry_change, governance.package_entry, governance.agent,
    governance.agent_history, governance.package_request, governance.requested_package, governance.replica_lease, governance.registry_record, governance.registry_snapshot,
    governance.usage_counted, governance.agent_behaviour, governance.exception_use`);
  await dataSource.query(
    `update governance.registry_counter set revision = 0, lease_store = '', lease_generation = 0`,
  );
  await dataSource.query('update governance.change_relay set published = 0');
  return dataSource;
}

beforeAll(async () => {
  postgres = await startEmbeddedPostgres();
  dataSource = await createDataSource(DATABASE, postgres.url).initialize();
  await migrate(DATABASE, dataSource);
}, 120_000);

afterAll(async () => {
  await dataSource?.destroy();
  await postgres?.stop();
});

describe('governance/adapters/postgres/postgres-registry-store', () => {
  registryStoreContract(async () => new PostgresRegistryStore(await emptied()));

  const AT = '2026-01-01T00:00:00.000Z';
  const snapshot = (store: PostgresRegistryStore) => store.snapshot();
  const changes = (store: PostgresRegistryStore) => store.changesAfter(0, 10);
  const list = (store: PostgresRegistryStore) => store.list({ limit: 10 });
  const bans = (store: PostgresRegistryStore) => store.records('ban');
  const actOnBan = (store: PostgresRegistryStore) =>
    store.act({ at: AT, records: [{ kind: 'ban', key: 'k' }], decide: () => [] });
  const queue = (store: PostgresRegistryStore) => store.requests({ limit: 10 });
  const agents = (store: PostgresRegistryStore) => store.agents({ limit: 10 });
  const history = (store: PostgresRegistryStore) => store.agentHistory('ann');
  const BAN = `insert into governance.registry_record values ('ban', 'k', '{"id":"b1"}', 1, now(), 'person:rita')`;
  const UNKNOWN_KIND = BAN.replace("'ban'", "'of-a-newer-release'");
  const ENTRY = `insert into governance.package_entry (ecosystem, name, version, approval, changed_at, changed_by, approval_grant)
    values ('npm', 'a', '1.0.0', 'none', now(), 'person:rita', '{"by":"me"}')`;
  const CHANGE = `insert into governance.registry_change values (1, '[{"kind":"ban"}]', now())`;
  const REQUEST = `insert into governance.package_request (id, ecosystem, requirements, packages, actor, at, scan)
    values ('r1', 'npm', '[]', '[]', '{"kind":"person","id":"rita"}', now(), '{"state":"clean"}')`;
  const AGENT = `insert into governance.agent (id, maturity, registered_at, changed_at) values ('ann', 'intern', now(), now())`;
  const HISTORY = `${AGENT}; insert into governance.agent_history (revision, agent_id, action, maturity, actor, at)
    values (1, 'ann', 'register', 'wizard', '{"kind":"person","id":"rita"}', now())`;

  it.each<[string, string, string, (store: PostgresRegistryStore) => Promise<unknown>]>([
    ['a ban', 'the snapshot', BAN, snapshot],
    ['a ban', 'the bans', BAN, bans],
    ['a ban', 'an act on it', BAN, actOnBan],
    ['a kind that is not known', 'the snapshot', UNKNOWN_KIND, snapshot],
    ['a grant', 'the snapshot', ENTRY, snapshot],
    ['a grant', 'the list', ENTRY, list],
    ['a change', 'the log', CHANGE, changes],
    ['a scan', 'the queue', REQUEST, queue],
    ['a maturity of the past', 'the history', HISTORY, history],
  ])('gives nothing at all where %s cannot be read: %s', async (_what, _where, insert, call) => {
    const store = new PostgresRegistryStore(await emptied());
    await dataSource.query(insert);

    await expect(call(store)).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringMatching(/^The database holds .+, which cannot be read$/),
    });
  });

  it('reads agents of a maturity that the database knows', async () => {
    const store = new PostgresRegistryStore(await emptied());
    await dataSource.query(AGENT);

    expect(await agents(store)).toMatchObject([{ id: 'ann', maturity: 'intern' }]);
  });
});

describe('governance/adapters/postgres/postgres-usage-store', () => {
  usageStoreContract(async () => new PostgresUsageStore(await emptied()));

  it('forgets what is long ago, some of it at a time, and nothing of late', async () => {
    const store = new PostgresUsageStore(await emptied());
    await dataSource.query(
      "insert into governance.usage_counted select 'old-' || n, now() - interval '31 days' from generate_series(1, 12) n",
    );
    await dataSource.query(
      "insert into governance.usage_counted values ('young', now() - interval '29 days')",
    );
    await dataSource.query(`insert into governance.agent_behaviour
      select 'ann', 'ban-hit', now() - interval '91 days' - n * interval '1 minute', 1 from generate_series(1, 12) n`);
    await dataSource.query(
      "insert into governance.agent_behaviour values ('ann', 'ban-hit', now() - interval '89 days', 7)",
    );

    await store.count('m1', [], []);
    await store.count('m2', [], []);

    const left = await dataSource.query('select id from governance.usage_counted order by id');
    expect(left).toEqual([{ id: 'm1' }, { id: 'm2' }, { id: 'young' }]);
    expect(await store.behaviourSince('ann', '2000-01-01T00:00:00.000Z')).toMatchObject({ 'ban-hit': 7 });
  });
});

describe('governance/adapters/postgres/postgres-replica-leases', () => {
  replicaLeasesContract(async () => new PostgresReplicaLeases(await emptied()));
});

describe('governance/adapters/postgres/postgres-change-outbox', () => {
  it('gives what was not published yet, in order, and never goes back', async () => {
    const store = new PostgresRegistryStore(await emptied());
    const outbox = new PostgresChangeOutbox(dataSource);
    const [actor, at] = [{ kind: 'person' as const, id: 'rita' }, '2026-01-01T00:00:00.000Z'];
    for (const agentId of ['a', 'b', 'c']) {
      await store.act({
        at,
        decide: () => [
          { kind: 'agent', action: 'register', agentId, maturity: 'intern', previous: null, actor, at },
        ],
      });
    }

    const all = await outbox.unpublished(2);
    await outbox.markPublished(2);
    await outbox.markPublished(1);
    const rest = await outbox.unpublished(10);

    expect(all.map(({ revision }) => revision)).toEqual([1, 2]);
    expect(rest.map(({ revision }) => revision)).toEqual([3]);
  });

  it('has one id for the registry, whoever asks', async () => {
    const outbox = new PostgresChangeOutbox(dataSource);

    expect(await outbox.registryId()).toMatch(/^[0-9a-f-]{36}$/);
    expect(await outbox.registryId()).toBe(await new PostgresChangeOutbox(dataSource).registryId());
  });
});
