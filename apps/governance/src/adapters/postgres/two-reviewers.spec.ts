import type { Actor } from '@sallyport/domain';
import { createDataSource, migrate } from '@sallyport/postgres';
import type { DataSource } from 'typeorm';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../../../test/support/embedded-postgres';
import { ApprovePackages } from '../../application/packages/approve-packages';
import { RejectPackages } from '../../application/packages/reject-packages';
import { FakeChangeOutbox } from '../../application/ports/change-outbox.fake';
import { FakeEventStream } from '../../application/ports/event-stream.fake';
import { FakeLog } from '../../application/ports/log.fake';
import { FakeReplicaLeases } from '../../application/ports/replica-leases.fake';
import { FakeReplicaNotices } from '../../application/ports/replica-notices.fake';
import { ChangeRelay } from '../../application/registry/change-relay';
import { CurrentView } from '../../application/registry/current-view';
import { RegistryWriter } from '../../application/registry/registry-writer';
import { scanned } from '../../application/scanned.fake';
import { SystemClock } from '../node/system-clock';
import { DATABASE } from './database';
import { PostgresRegistryStore } from './postgres-registry-store';

const ROUNDS = 3;
const rita: Actor = { kind: 'person', id: 'rita' };
const bob: Actor = { kind: 'person', id: 'bob' };

let postgres: EmbeddedPostgres;
let dataSource: DataSource;

beforeAll(async () => {
  postgres = await startEmbeddedPostgres();
  dataSource = await createDataSource(DATABASE, postgres.url).initialize();
  await migrate(DATABASE, dataSource);
}, 120_000);

afterAll(async () => {
  await dataSource?.destroy();
  await postgres?.stop();
});

/** A replica of its own: they share nothing but the database and the leases. */
async function replica(name: string, leases: FakeReplicaLeases, notices: FakeReplicaNotices) {
  const [store, clock, log] = [new PostgresRegistryStore(dataSource), new SystemClock(), new FakeLog()];
  const current = new CurrentView(store, leases, clock, log, name, notices);
  notices.listen(current);
  const relay = new ChangeRelay(new FakeChangeOutbox([]), new FakeEventStream(), clock, log);
  const writer = new RegistryWriter(store, current, relay);
  await current.start();
  return {
    store,
    current,
    writer,
    clock,
    approve: new ApprovePackages(store, writer, clock, current),
    reject: new RejectPackages(store, writer, clock),
  };
}

describe('governance/adapters/postgres: two reviewers at once, each at a replica of their own', () => {
  it('one wins, the other is told, whoever comes first', async () => {
    const [leases, notices] = [new FakeReplicaLeases(), new FakeReplicaNotices()];
    const [one, two] = [await replica('r1', leases, notices), await replica('r2', leases, notices)];
    const outcomes: string[][] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = { ecosystem: 'npm' as const, name: `a${round}`, version: '1.0.0' };
      const at = new Date().toISOString();
      await scanned(one, id);
      await one.writer.write({
        packages: [id],
        at,
        decide: () => [
          {
            ...{ kind: 'package', action: 'request', ...id, actor: bob, at },
            entry: { approval: 'requested', minMaturity: null, banReason: null, requestedBy: 'person:sam' },
          } as const,
        ],
      });
      const seenRevision = one.current.view.revision;

      const settled = await Promise.allSettled([
        one.approve.approve({ actor: rita, packages: [id], minMaturity: 'supervised', seenRevision }),
        two.reject.reject({ actor: bob, packages: [id], reason: 'no', seenRevision }),
      ]);

      const changes = await one.store.changesAfter(seenRevision, 10);
      outcomes.push([
        ...settled.map((outcome) =>
          outcome.status === 'fulfilled' ? 'won' : (outcome.reason as { code: string }).code,
        ),
        `${changes.length} change`,
      ]);
    }
    await Promise.all([one.current.stop(), two.current.stop()]);

    expect(outcomes.map((outcome) => [...outcome].sort())).toEqual(
      Array(ROUNDS).fill(['1 change', 'review-conflict', 'won']),
    );
  }, 120_000);
});
