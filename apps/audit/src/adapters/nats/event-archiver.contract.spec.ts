import { imageRemoved, registryChanged } from '@sallyport/domain';
import { Bus, provision } from '@sallyport/messaging';
import { startNatsServer, type TestNatsServer } from '../../../../../test/support/nats-server';
import { ArchiveEvents } from '../../application/archive-events';
import { FakeTrailStore } from '../../application/ports/trail-store.fake';
import { ReadTrail } from '../../application/read-trail';
import { EventArchiver } from './event-archiver';

const REMOVED = {
  skillId: 's',
  ecosystem: 'npm' as const,
  actor: { kind: 'person' as const, id: 'p' },
  imageRemoved: true,
};

describe('apps/audit/adapters/nats/event-archiver', () => {
  let server: TestNatsServer;
  let bus: Bus;

  beforeAll(async () => {
    server = await startNatsServer();
    bus = await Bus.connect({ url: server.url, seed: '', user: 'installer-npm', name: 'test' });
    await provision(bus);
  });

  afterAll(async () => {
    await bus.close();
    await server.stop();
  });

  it('archives everything exactly once, although the store is away at first and the archiver is restarted', async () => {
    const store = new FakeTrailStore();
    const archive = new ArchiveEvents(store, { replica: 'a', now: () => new Date(0) });
    const archived = async (count: number) => {
      while (store.rows.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    store.available = false;
    const first = new EventArchiver(bus, archive);
    first.onApplicationBootstrap();
    await bus.publishEvent(imageRemoved, REMOVED, { id: 'one' });
    await bus.connection.jetstream().publish('events.installer.odd', 'no JSON');
    const waiting = await first.pending();
    store.available = true;
    await archived(2);
    await first.onApplicationShutdown();

    const second = new EventArchiver(bus, archive);
    second.onApplicationBootstrap();
    await bus.publishEvent(imageRemoved, REMOVED, { id: 'two' });
    await archived(3);
    while ((await second.pending()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await second.onApplicationShutdown();

    expect(waiting).toBe(2);
    expect(store.rows.map(({ id }) => id).sort()).toEqual(['one', 'two', 'unparsable:2']);
    await expect(new ReadTrail(store, second).verify()).resolves.toMatchObject({ intact: true, events: 3 });
  });

  it('keeps as evidence an event that claims another type than its subject', async () => {
    const store = new FakeTrailStore();
    const archiver = new EventArchiver(
      bus,
      new ArchiveEvents(store, { replica: 'a', now: () => new Date(0) }),
    );
    const source = { service: 'governance', replica: 'r' };
    const forged = {
      id: 'f',
      type: registryChanged.subject,
      at: new Date(0).toISOString(),
      source,
      data: {},
    };
    await bus.connection.jetstream().publish('events.installer.odd', JSON.stringify(forged));

    archiver.onApplicationBootstrap();
    while (store.rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await archiver.onApplicationShutdown();

    expect(store.rows[0]).toMatchObject({ type: 'unparsable', service: 'audit' });
    expect(store.rows[0]?.body).toContain('events.installer.odd');
  });

  it('says bus-unavailable where it has no stream', async () => {
    const archiver = new EventArchiver(
      bus,
      new ArchiveEvents(new FakeTrailStore(), { replica: 'a', now: () => new Date(0) }),
    );

    await expect(archiver.pending()).rejects.toMatchObject({ code: 'bus-unavailable' });
  });
});
