import { setTimeout as sleep } from 'node:timers/promises';
import { createDataSource, migrate } from '@sallyport/postgres';
import type { DataSource } from 'typeorm';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../../../test/support/embedded-postgres';
import { registryStoreContract } from '../../application/ports/registry-store.contract';
import { replicaLeasesContract } from '../../application/ports/replica-leases.contract';
import { DATABASE } from './database';
import { PostgresChangeOutbox } from './postgres-change-outbox';
import { PostgresRegistryStore } from './postgres-registry-store';
import { PostgresReplicaLeases } from './postgres-replica-leases';

let postgres: EmbeddedPostgres;
let dataSource: DataSource;

async function emptied(): Promise<DataSource> {
  await dataSource.query(`truncate governance.registry_change, governance.package_entry, governance.agent,
    governance.agent_history, governance.package_request, governance.replica_lease`);
  await dataSource.query('update governance.registry_counter set revision = 0');
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

  it('keeps every maturity that an agent had, with who and why', async () => {
    const store = new PostgresRegistryStore(await emptied());
    const [actor, at] = [{ kind: 'person' as const, id: 'rita' }, '2026-01-01T00:00:00.000Z'];

    await store.act({
      at,
      decide: () => [
        { kind: 'agent', action: 'register', agentId: 'ann', maturity: 'intern', previous: null, actor, at },
      ],
    });
    await store.act({
      at,
      decide: () => [
        {
          kind: 'agent',
          action: 'change',
          agentId: 'ann',
          maturity: 'student',
          previous: 'intern',
          actor,
          at,
          note: 'misled',
        },
      ],
    });

    const history = await dataSource.query(
      'select revision::int, maturity, previous, note, actor from governance.agent_history order by revision',
    );
    expect(history).toEqual([
      { revision: 1, maturity: 'intern', previous: null, note: null, actor },
      { revision: 2, maturity: 'student', previous: 'intern', note: 'misled', actor },
    ]);
  });
});

describe('governance/adapters/postgres/postgres-replica-leases', () => {
  replicaLeasesContract(async () => ({
    leases: new PostgresReplicaLeases(await emptied()),
    wait: async (ms) => void (await sleep(ms)),
  }));
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
