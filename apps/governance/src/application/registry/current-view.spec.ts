import { FakeClock, settled } from '../ports/clock.fake';
import { FakeLog } from '../ports/log.fake';
import { FakeRegistryStore } from '../ports/registry-store.fake';
import type { ChangePart, RegistryStore } from '../ports/registry-store';
import { LEASE_MS, LEASE_WAIT_MS } from '../ports/replica-leases';
import { FakeReplicaLeases } from '../ports/replica-leases.fake';
import { FakeReplicaNotices } from '../ports/replica-notices.fake';
import { CurrentView } from './current-view';

const AT = '2026-01-01T00:00:00.000Z';
const RENEWAL_MS = 300;

const agentPart = (agentId: string): ChangePart => ({
  kind: 'agent',
  action: 'register',
  agentId,
  maturity: 'intern',
  previous: null,
  actor: { kind: 'person', id: 'rita' },
  at: AT,
});
const add = (store: RegistryStore, agentId: string) =>
  store.act({ at: AT, decide: () => [agentPart(agentId)] });
const UNAVAILABLE = expect.objectContaining({ code: 'store-unavailable' });

async function setUp() {
  const [clock, log, leases, notices] = [
    new FakeClock(),
    new FakeLog(),
    new FakeReplicaLeases(),
    new FakeReplicaNotices(),
  ];
  const store = new FakeRegistryStore(() => clock.now().getTime());
  const replica = (name: string, parts: { leases?: FakeReplicaLeases; store?: FakeRegistryStore } = {}) =>
    new CurrentView(parts.store ?? store, parts.leases ?? leases, clock, log, name, notices);
  const heard = (view: CurrentView) => {
    notices.listen(view);
    return view;
  };
  const current = heard(replica('me'));
  await add(store, 'ann');
  await current.start();
  /** A writer's settling, with whether it is over. */
  const settle = (by: CurrentView, outcome: Awaited<ReturnType<typeof add>>) => {
    const state = { isOver: false };
    void by.settle(outcome).then(() => (state.isOver = true));
    return state;
  };
  return { store, clock, log, leases, notices, replica, heard, current, settle };
}

/** The same store seen through a line that can be cut. */
function through(store: FakeRegistryStore): FakeRegistryStore {
  const cut = Object.create(store) as FakeRegistryStore;
  let down = false;
  Object.defineProperty(cut, 'down', {
    get: () => down || store.down,
    set: (value: boolean) => (down = value),
  });
  return cut;
}

/** The same leases through a line that can be cut. */
function lineTo(leases: FakeReplicaLeases): FakeReplicaLeases {
  const line = Object.create(leases) as FakeReplicaLeases;
  Object.defineProperty(line, 'down', { value: false, writable: true });
  return line;
}

describe('governance/application/registry/current-view', () => {
  it('has the whole registry and may answer when it has started', async () => {
    const { current } = await setUp();

    expect(current.view.agent('ann')?.maturity).toBe('intern');
    expect(current.isCurrent()).toBe(true);
  });

  it('may not answer before it has started', async () => {
    const { replica } = await setUp();

    expect(replica('new').isCurrent()).toBe(false);
  });

  it('stays current for as long as the stores answer', async () => {
    const { current, clock } = await setUp();

    await clock.advance(LEASE_MS * 20);

    expect(current.isCurrent()).toBe(true);
  });

  describe('without the database', () => {
    it('answers for the rest of its lease, then no more, and recovers by itself, with what it missed', async () => {
      const { current, clock, store, log } = await setUp();
      store.down = true;

      await clock.advance(LEASE_MS - RENEWAL_MS - 1);
      const within = current.isCurrent();
      await clock.advance(RENEWAL_MS + 1);
      const after = current.isCurrent();
      await clock.advance(RENEWAL_MS);
      await expect(current.current()).rejects.toEqual(UNAVAILABLE);
      store.down = false;
      await add(store, 'bob');
      await clock.advance(RENEWAL_MS);

      expect([within, after, current.isCurrent()]).toEqual([true, false, true]);
      expect(current.view.agent('bob')?.maturity).toBe('intern');
      expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
    });

    it('does not keep a caller waiting who has no lease to answer from', async () => {
      const { current, clock, store } = await setUp();
      store.logAfter = () => new Promise(() => undefined);
      await clock.advance(LEASE_MS);

      const asked = current.current().then(
        () => 'answered',
        (error: { code: string }) => error.code,
      );
      await clock.advance(1_500);

      expect(await asked).toBe('store-unavailable');
    });
  });

  describe('without the store of leases', () => {
    it('asks the database for every check, and answers from what that says', async () => {
      const { current, clock, store, leases, log } = await setUp();
      leases.down = true;
      await clock.advance(LEASE_MS + RENEWAL_MS);
      await add(store, 'bob');

      const lease = current.isCurrent();
      await current.current();

      expect(lease).toBe(false);
      expect(current.view.agent('bob')?.maturity).toBe('intern');
      expect(log.lines.map(({ sentence }) => sentence)).toEqual([
        expect.stringContaining('asks the database'),
      ]);
    });

    it('holds a lease again when the store has come back', async () => {
      const { current, clock, leases } = await setUp();
      leases.down = true;
      await clock.advance(LEASE_MS);
      leases.down = false;
      await clock.advance(RENEWAL_MS);

      expect(current.isCurrent()).toBe(true);
    });

    it('makes the writer wait for a whole lease, and no longer', async () => {
      const { current, store, clock, leases, settle } = await setUp();
      leases.down = true;

      const settling = settle(current, await add(store, 'bob'));
      await clock.advance(LEASE_WAIT_MS - 1);
      const before = settling.isOver;
      await clock.advance(1);

      expect([before, settling.isOver]).toEqual([false, true]);
    });
  });

  describe('in a store of leases that has lost what it held', () => {
    it('a writer waits for a whole lease, for holders that nobody knows of any more', async () => {
      const { current, replica, store, clock, leases, settle } = await setUp();
      const cut = through(store);
      const silent = replica('silent', { store: cut });
      await silent.start();
      cut.down = true;
      leases.loseAll();

      const settling = settle(current, await add(store, 'bob'));
      await clock.advance(LEASE_WAIT_MS - 1);
      const early = [settling.isOver, silent.isCurrent()];
      await clock.advance(1);

      expect(early).toEqual([false, false]);
      expect([settling.isOver, silent.isCurrent()]).toEqual([true, false]);
    });

    it('believes the new store only when it has been in force for a whole lease', async () => {
      const { current, store, clock, leases, settle } = await setUp();
      leases.loseAll();
      await clock.advance(2 * RENEWAL_MS);

      const soon = settle(current, await add(store, 'bob'));
      await settled();
      const first = soon.isOver;
      await clock.advance(LEASE_WAIT_MS);
      const later = settle(current, await add(store, 'cid'));
      await settled();

      expect([first, soon.isOver, later.isOver]).toEqual([false, true, true]);
    });
  });

  describe('where replicas are set to different stores of leases', () => {
    it('the last one started is right; the others get no lease, ask the database, and wait as writers', async () => {
      const { current, replica, store, clock, settle } = await setUp();
      const elsewhere = new FakeReplicaLeases();
      elsewhere.loseAll();
      const other = replica('other', { leases: elsewhere });
      await other.start();
      await clock.advance(LEASE_MS);

      expect([current.isCurrent(), other.isCurrent()]).toEqual([false, true]);
      const byThem = settle(other, await add(store, 'bob'));
      await settled();
      const byUs = settle(current, await add(store, 'cid'));
      await clock.advance(LEASE_WAIT_MS - 1);
      const before = byUs.isOver;
      await clock.advance(1);

      expect([byThem.isOver, before, byUs.isOver]).toEqual([true, false, true]);
    });

    it('a store that comes back in force is not taken for one that always was', async () => {
      const { current, replica, store, clock, settle } = await setUp();
      const elsewhere = new FakeReplicaLeases();
      elsewhere.loseAll();
      const guest = replica('guest', { leases: elsewhere });
      await guest.start();
      const mine = (await store.logAfter(0, 0)).leaseStore === (await elsewhere.identity());
      // Within one renewal: this replica never sees the other store in force.
      await store.claimLeases('fake:1');

      const settling = settle(current, await add(store, 'bob'));
      await settled();

      expect([mine, guest.isCurrent(), settling.isOver]).toEqual([true, true, false]);
      await clock.advance(LEASE_WAIT_MS);
      expect(settling.isOver).toBe(true);
    });
  });

  it('counts its lease from before it asked, however slow the store is', async () => {
    const { replica, clock, leases } = await setUp();
    const line = lineTo(leases);
    const slow = replica('slow', { leases: line });
    line.renew = async (...args) => {
      await leases.renew(...args);
      await clock.sleep(LEASE_MS);
    };

    const started = slow.start();
    await clock.advance(LEASE_MS);
    await started;

    expect(slow.isCurrent()).toBe(false);
  });

  it.each([
    ['forwards', LEASE_MS, false],
    ['back', -3_600_000, true],
  ])("this machine's clock being set %s never makes a lease longer", async (_title, jump, isCurrent) => {
    const { current, clock, store } = await setUp();
    store.down = true;
    clock.wallJumpMs = jump;

    const at = current.isCurrent();
    await clock.advance(LEASE_MS);

    expect([at, current.isCurrent()]).toEqual([isCurrent, false]);
  });

  it('follows what others write at the next renewal, and at once when hinted', async () => {
    const { current, clock, store } = await setUp();
    const { revision } = await add(store, 'bob');
    current.hint(revision);
    await settled();
    expect(current.view.agent('bob')?.maturity).toBe('intern');

    await add(store, 'cid');
    await clock.advance(RENEWAL_MS);
    expect(current.view.agent('cid')?.maturity).toBe('intern');
  });

  it('believes the store, not the hint', async () => {
    const { current } = await setUp();

    current.hint(1_000);
    await settled();

    expect(current.view.revision).toBe(1);
  });

  it('tells whoever hints that it has the change already', async () => {
    const { current, notices } = await setUp();

    current.hint(1);

    expect(notices.said.at(-1)).toBe('me applied 1');
  });

  it('reads a log that is longer than one reading', async () => {
    const { replica, store } = await setUp();
    const late = replica('late');
    await late.start();
    for (let n = 0; n < 450; n += 1) await add(store, `agent-${n}`);

    await late.reach(451);

    expect(late.view.revision).toBe(451);
  });

  it('reaches a revision that is in the store, and says stale-revision for one that is not', async () => {
    const { current, store } = await setUp();
    await add(store, 'bob');

    await current.reach(2);
    expect(current.view.revision).toBe(2);
    await expect(current.reach(3)).rejects.toMatchObject({ code: 'stale-revision' });
  });

  it('fails closed where the log has a gap', async () => {
    const { current, store, clock } = await setUp();
    store.log.push({ revision: 3, parts: [agentPart('forged')] });

    await expect(current.reach(3)).rejects.toEqual(UNAVAILABLE);
    await clock.advance(LEASE_MS);

    expect(current.view.agent('forged')?.maturity).toBeUndefined();
    expect(current.isCurrent()).toBe(false);
  });

  it('fails closed where the database has gone back in time, also when it has come as far again', async () => {
    const { current, store, clock } = await setUp();
    await add(store, 'bob');
    await current.reach(2);
    store.log.length = 1;
    await clock.advance(LEASE_MS);

    expect(current.isCurrent()).toBe(false);
    await expect(current.current()).rejects.toEqual(UNAVAILABLE);
    store.log.push({ revision: 2, parts: [agentPart('of another history')] });
    await clock.advance(LEASE_MS);
    expect(current.isCurrent()).toBe(false);
  });

  describe('settle', () => {
    it('has the change before it returns, whichever order writers come back in', async () => {
      const { current, store } = await setUp();
      const second = await add(store, 'bob');
      const third = await add(store, 'cid');

      await current.settle(third);
      await current.settle(second);

      expect([
        current.view.revision,
        current.view.agent('bob')?.maturity,
        current.view.agent('cid')?.maturity,
      ]).toEqual([3, 'intern', 'intern']);
    });

    it('is over at once where every holder has applied the change', async () => {
      const { current, replica, heard, store, settle } = await setUp();
      const others = [heard(replica('a')), heard(replica('b'))];
      for (const other of others) await other.start();

      const settling = settle(current, await add(store, 'bob'));
      await settled();

      expect(settling.isOver).toBe(true);
      expect(others.map(({ view }) => view.revision)).toEqual([2, 2]);
    });

    it('sees in the store of leases what it did not hear on the bus', async () => {
      const { current, replica, heard, store, clock, notices, settle } = await setUp();
      const other = heard(replica('other'));
      await other.start();
      notices.lost = true;

      const settling = settle(current, await add(store, 'bob'));
      await settled();
      const before = [settling.isOver, other.view.revision];
      await clock.advance(RENEWAL_MS + 50);

      expect(before).toEqual([false, 1]);
      expect([settling.isOver, other.view.revision]).toEqual([true, 2]);
    });

    it('returns only after a silent replica may not answer any more, and a lease later at the latest', async () => {
      const { current, replica, store, clock, settle } = await setUp();
      const cut = through(store);
      const silent = replica('silent', { store: cut });
      await silent.start();
      cut.down = true;

      const settling = settle(current, await add(store, 'bob'));
      const seen: boolean[][] = [];
      for (let ms = 0; ms <= LEASE_WAIT_MS; ms += 10) {
        seen.push([settling.isOver, silent.isCurrent()]);
        await clock.advance(10);
      }

      expect(seen.filter(([isOver, answers]) => isOver && answers)).toEqual([]);
      expect([settling.isOver, silent.view.revision]).toEqual([true, 1]);
    });

    it('soon waits no more for a replica that is gone', async () => {
      const { current, replica, store, clock, leases, settle } = await setUp();
      await leases.renew('killed', 1, 'fake:1');
      const alive = replica('alive');
      await alive.start();

      await clock.advance(5 * LEASE_MS);
      const settling = settle(current, await add(store, 'bob'));
      await clock.advance(RENEWAL_MS + 50);

      expect((await leases.holders('fake:1')).map(({ holder }) => holder)).toEqual(['alive', 'me']);
      expect(settling.isOver).toBe(true);
    });

    it('waits for itself as for any other where it cannot read what another writer did before', async () => {
      const { current, store, clock, settle } = await setUp();
      await add(store, 'bob');
      const third = await add(store, 'cid');
      store.down = true;

      const settling = settle(current, third);
      const seen: boolean[][] = [];
      for (let ms = 0; ms <= LEASE_WAIT_MS; ms += 10) {
        seen.push([settling.isOver, current.isCurrent()]);
        await clock.advance(10);
      }

      expect(seen.filter(([isOver, answers]) => isOver && answers)).toEqual([]);
      expect(settling.isOver).toBe(true);
    });
  });

  it('gives its lease back when it stops, and answers nothing more', async () => {
    const { current, leases, clock } = await setUp();

    const stopped = current.stop();
    await clock.advance(1_000);
    await stopped;

    expect(await leases.holders('fake:1')).toEqual([]);
    expect(current.isCurrent()).toBe(false);
    await expect(current.current()).rejects.toEqual(UNAVAILABLE);
  });
});
