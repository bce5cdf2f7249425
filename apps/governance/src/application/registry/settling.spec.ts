import { settled } from '../ports/clock.fake';
import { LEASE_MS, LEASE_WAIT_MS } from '../ports/replica-leases';
import { FakeReplicaLeases } from '../ports/replica-leases.fake';
import { add, currentView as setUp, RENEWAL_MS, through } from './current-view.fake';

describe('governance/application/registry/settling', () => {
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

  describe('without the store of leases', () => {
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
});
