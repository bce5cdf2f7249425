import {
  DomainError,
  followerName,
  followRegistry,
  recordDecisions,
  type DecisionRecord,
  type RegistryChange,
} from '@sallyport/domain';
import { FakeChangeOutbox } from '../ports/change-outbox.fake';
import { FakeClock } from '../ports/clock.fake';
import { FakeEventStream } from '../ports/event-stream.fake';
import { FakeRegistryStore } from '../ports/registry-store.fake';
import { HELD_MS } from '../ports/replica-leases';
import { FakeReplicaLeases } from '../ports/replica-leases.fake';
import { FakeReplicaNotices } from '../ports/replica-notices.fake';
import { Followers } from './followers';
import { FollowRegistry } from './follow-registry';
import { ReadSnapshot } from './read-snapshot';
import { RecordDecisions } from './record-decisions';

const FOLLOWER = { followerId: 'f1', session: '1'.repeat(32) };
const OTHER = { followerId: 'f1', session: '2'.repeat(32) };
const HOLDER = followerName(FOLLOWER);
const AT = '2026-01-01T00:00:00.000Z';

async function setUp({ most = 256 } = {}) {
  const [clock, leases, notices] = [new FakeClock(), new FakeReplicaLeases(), new FakeReplicaNotices()];
  const store = new FakeRegistryStore(() => Date.UTC(2026, 5, 1));
  await store.claimLeases(await leases.identity());
  const current = {
    current: async () => undefined,
    // As `CurrentView.reach` of a replica that has read the whole log.
    async reach(revision: number): Promise<void> {
      if (revision > store.log.length) throw new DomainError('stale-revision', `at ${store.log.length}`);
    },
  };
  const outbox = new FakeChangeOutbox(store.log);
  const followers = new Followers(leases, clock, most);
  const follow = new FollowRegistry(store, leases, notices, current, outbox, followers);
  const ask = (revision: number, follower = FOLLOWER, limit = 200) =>
    follow.follow({ ...follower, revision, limit });
  return { clock, leases, notices, store, current, follow, ask };
}

async function register(store: FakeRegistryStore, agentId: string, note?: string): Promise<RegistryChange> {
  const by = {
    at: AT,
    actor: { kind: 'person', id: 'rita' },
    ...(note === undefined ? {} : { note }),
  } as const;
  const part = {
    kind: 'agent',
    action: 'register',
    agentId,
    maturity: 'intern',
    previous: null,
    ...by,
  } as const;
  const { change } = await store.act({ at: AT, agents: [agentId], decide: () => [part] });
  return change as RegistryChange;
}

describe('apps/governance/application/follow', () => {
  describe('following', () => {
    it('tells what came after, in order, with the terms of the lease', async () => {
      const { store, ask } = await setUp();
      const changes = [await register(store, 'a'), await register(store, 'b')];

      const reply = await ask(0);

      expect(reply).toEqual({
        registryId: 'test-registry',
        changes,
        complete: true,
        leaseMs: HELD_MS,
        now: '2026-06-01T00:00:00.000Z',
      });
      expect(followRegistry.reply.safeParse(reply).success).toBe(true);
    });

    it('has the lease in the store before the log is read', async () => {
      const { store, leases, ask } = await setUp();
      const seen: string[][] = [];
      const logAfter = store.logAfter.bind(store);
      store.logAfter = async (revision, limit) => {
        const holders = await leases.holders(await leases.identity());
        seen.push(holders.map(({ holder, revision: at }) => `${holder} at ${at}`));
        return logAfter(revision, limit);
      };
      await register(store, 'a');

      await ask(1);

      expect(seen).toEqual([[`${HOLDER} at 1`]]);
    });

    it('tells writers how far the follower is, and no further', async () => {
      const { store, notices, ask } = await setUp();
      await register(store, 'a');
      await register(store, 'b');

      await ask(1);

      expect(notices.said).toEqual([`${HOLDER} applied 1`]);
    });

    it.each([
      [1, false],
      [2, false],
      [3, true],
    ])('of two changes, asked for %i at most: complete is %s', async (limit, complete) => {
      const { store, ask } = await setUp();
      await register(store, 'a');
      await register(store, 'b');

      expect((await ask(0, FOLLOWER, limit)).complete).toBe(complete);
    });

    it('tells no more than one message takes, and something always', async () => {
      const { store, ask } = await setUp();
      await register(store, 'a', 'n'.repeat(2_000_000));
      await register(store, 'b', 'n'.repeat(600_000));
      await register(store, 'c', 'n'.repeat(600_000));

      const told = await Promise.all([0, 1, 2].map((revision) => ask(revision)));

      expect(
        told.map(({ changes, complete }) => [changes.map(({ revision }) => revision), complete]),
      ).toEqual([
        [[1], false],
        [[2], false],
        [[3], true],
      ]);
    });

    it('gives nothing to a follower of a revision that never was', async () => {
      const { leases, notices, ask } = await setUp();

      await expect(ask(1)).rejects.toMatchObject({ code: 'stale-revision' });

      expect(await leases.holders(await leases.identity())).toEqual([]);
      expect(notices.said).toEqual([]);
    });

    it('gives nothing where the database has gone back to before the follower', async () => {
      const { store, current, ask } = await setUp();
      current.reach = async () => undefined;
      await register(store, 'a');

      await expect(ask(2)).rejects.toMatchObject({ code: 'stale-revision' });
    });

    it.each<[string, (world: Awaited<ReturnType<typeof setUp>>) => void]>([
      [
        'this replica may not decide either',
        ({ current }) => {
          current.current = () => Promise.reject(new DomainError('store-unavailable', 'not confirmed'));
        },
      ],
      ['the leases are in another store than the one in force', ({ leases }) => leases.loseAll()],
      ['the store of leases is down', ({ leases }) => void (leases.down = true)],
      ['the registry is down', ({ store }) => void (store.down = true)],
    ])('gives no lease where %s', async (_, spoil) => {
      const world = await setUp();
      spoil(world);

      await expect(world.ask(0)).rejects.toMatchObject({ code: 'store-unavailable' });
    });

    it('does not let one session speak for another', async () => {
      const { store, leases, follow, ask } = await setUp();
      await ask(0);
      await register(store, 'a');

      await ask(1, OTHER);
      await follow.leave(OTHER);

      expect(await leases.behind(1, await leases.identity())).toEqual([
        expect.objectContaining({ holder: HOLDER }),
      ]);
      expect(HOLDER).not.toContain(FOLLOWER.session);
    });

    it('lets nobody wait for one that has left', async () => {
      const { leases, follow, ask } = await setUp();
      await ask(0);

      await follow.leave(FOLLOWER);

      expect(await leases.holders(await leases.identity())).toEqual([]);
    });
  });

  describe('the number of followers', () => {
    it('is bounded, for followers alone', async () => {
      const { leases, ask } = await setUp({ most: 1 });
      const identity = await leases.identity();
      await leases.renew('replica-1', 0, identity);
      await leases.renew('replica-2', 0, identity);
      await ask(0);

      await expect(ask(0, OTHER)).rejects.toMatchObject({ code: 'too-many-followers' });
      await expect(ask(0)).resolves.toMatchObject({ complete: true });
      expect((await leases.holders(identity)).map(({ holder }) => holder)).toEqual([
        HOLDER,
        'replica-1',
        'replica-2',
      ]);
    });

    it('has room again for one that has left or was forgotten', async () => {
      const { leases, follow, ask } = await setUp({ most: 1 });
      await ask(0);
      await follow.leave(FOLLOWER);
      await ask(0, OTHER);
      const [held] = await leases.holders(await leases.identity());
      await leases.forget(held?.holder ?? '', held?.renewal ?? 0, await leases.identity());

      await expect(ask(0)).resolves.toMatchObject({ complete: true });
    });

    it('is looked at again after a while', async () => {
      const { clock, leases, ask } = await setUp({ most: 1 });
      await ask(0);
      await leases.release(HOLDER);
      await leases.renew(followerName(OTHER), 0, await leases.identity());

      await clock.advance(10_000);

      await expect(ask(0)).rejects.toMatchObject({ code: 'too-many-followers' });
    });
  });

  describe('the snapshot to begin with', () => {
    const KEPT = { registryId: 'test-registry', revision: 5, parts: 2 };
    const base64 = (text: string) => Buffer.from(text).toString('base64');

    async function reader(...kept: [revision: number, ...parts: string[]][]) {
      const store = new FakeRegistryStore();
      for (const [revision, ...parts] of kept) {
        await store.keepPackedSnapshot(
          revision,
          parts.map((part) => Buffer.from(part)),
        );
      }
      return new ReadSnapshot(store, new FakeChangeOutbox(store.log));
    }

    it.each([
      ['its first part where nothing is named', { part: 0 }, { ...KEPT, part: 0, body: base64('c') }],
      ['a further part', { revision: 5, part: 1 }, { ...KEPT, part: 1, body: base64('d') }],
      ['the newest for one that is older', { revision: 2, part: 1 }, { ...KEPT, part: 0, body: base64('c') }],
      ['nothing beyond its end', { revision: 5, part: 2 }, { ...KEPT, part: 2, body: '' }],
    ])('is told: %s', async (_, request, reply) => {
      const snapshots = await reader([2, 'a', 'b'], [5, 'c', 'd']);

      await expect(snapshots.read(request)).resolves.toEqual(reply);
    });

    it('is not there before one is kept', async () => {
      const snapshots = await reader();

      await expect(snapshots.read({ part: 0 })).resolves.toEqual({
        ...{ registryId: 'test-registry', revision: 0, parts: 0, part: 0, body: '' },
      });
    });
  });

  describe('decisions of a follower', () => {
    const decided = (sequence: number): DecisionRecord => ({
      sequence,
      at: AT,
      agentId: 'ann',
      maturity: 'intern',
      ecosystem: 'npm',
      name: 'lodash',
      version: '1.0.0',
      effect: 'deny',
      reasonCode: 'banned',
      revision: 7,
    });

    it('go on record under the name that its secret makes', async () => {
      const stream = new FakeEventStream();
      const decisions = [decided(4), decided(5)];

      await new RecordDecisions(stream).record({ ...FOLLOWER, epoch: 'e1', decisions });

      expect([...stream.batches]).toEqual([
        [`decisions-${HOLDER}-e1-4`, { replica: HOLDER, epoch: 'e1', decisions }],
      ]);
    });

    it('are stored once, however often they come', async () => {
      const stream = new FakeEventStream();
      stream.loseAcks = 1;
      const record = () =>
        new RecordDecisions(stream).record({ ...FOLLOWER, epoch: 'e1', decisions: [decided(1)] });

      await expect(record()).rejects.toMatchObject({ code: 'bus-unavailable' });
      await record();

      expect(stream.sequences).toEqual([1]);
    });

    it.each([
      ['a gap', [1, 3]],
      ['a number twice', [1, 1]],
      ['an order turned round', [2, 1]],
    ])('are refused with %s', async (_, sequences) => {
      const stream = new FakeEventStream();
      const record = new RecordDecisions(stream).record({
        ...FOLLOWER,
        epoch: 'e1',
        decisions: sequences.map(decided),
      });

      await expect(record).rejects.toMatchObject({ code: 'invalid-request' });
      expect(stream.attempts).toBe(0);
    });

    it.each([
      ['a replica of governance for a follower', { followerId: '17-0a1b2c3d:x' }],
      ['a path for a follower', { followerId: '../x' }],
      ['no secret', { session: '' }],
      ['an epoch with a line break', { epoch: 'e\n1' }],
      ['no decisions', { decisions: [] }],
      ['a name for the replica', { replica: 'r1' }],
    ])('are refused by the contract: %s', (_, change) => {
      const request = { ...FOLLOWER, epoch: 'e1', decisions: [decided(1)], ...change };

      expect(recordDecisions.request.safeParse(request).success).toBe(false);
    });
  });
});
