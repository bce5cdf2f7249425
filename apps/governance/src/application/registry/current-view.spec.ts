import type { ChangePart, RegistryStore } from '../ports/registry-store';
import { FakeClock, settled } from '../ports/clock.fake';
import { FakeLog } from '../ports/log.fake';
import { FakeRegistryStore } from '../ports/registry-store.fake';
import { FakeReplicaLeases } from '../ports/replica-leases.fake';
import { CurrentView, LEASE_MS } from './current-view';

const AT = '2026-01-01T00:00:00.000Z';
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

async function setUp() {
  const [store, clock, log] = [new FakeRegistryStore(), new FakeClock(), new FakeLog()];
  const leases = new FakeReplicaLeases(clock);
  const replica = (name: string, theirs = leases) => new CurrentView(store, theirs, clock, log, name);
  const current = replica('me');
  await add(store, 'ann');
  await current.start();
  const breakDown = (down: boolean) => {
    store.down = down;
    leases.down = down;
  };
  return { store, clock, log, leases, replica, current, breakDown };
}

describe('governance/application/registry/current-view', () => {
  it('has the whole registry and may answer when it has started', async () => {
    const { current } = await setUp();

    expect(current.view.agent('ann')?.maturity).toBe('intern');
    expect(() => current.assertCurrent()).not.toThrow();
  });

  it('may not answer before it has started', async () => {
    const { replica } = await setUp();

    expect(() => replica('new').assertCurrent()).toThrow(
      expect.objectContaining({ code: 'store-unavailable' }),
    );
  });

  it('stays current for as long as the store answers', async () => {
    const { current, clock } = await setUp();

    await clock.advance(LEASE_MS * 20);

    expect(() => current.assertCurrent()).not.toThrow();
  });

  it('ends closed when the store is silent for a lease, and recovers by itself, with what it missed', async () => {
    const { current, clock, store, breakDown, log } = await setUp();

    breakDown(true);
    await clock.advance(LEASE_MS - 1_100);
    expect(() => current.assertCurrent()).not.toThrow();
    await clock.advance(1_100);
    expect(() => current.assertCurrent()).toThrow(expect.objectContaining({ code: 'store-unavailable' }));
    breakDown(false);
    await add(store, 'bob');
    await clock.advance(1_100);

    expect(() => current.assertCurrent()).not.toThrow();
    expect(current.view.agent('bob')?.maturity).toBe('intern');
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  });

  it('counts its lease from before it asked, however slow the store is', async () => {
    const { replica, clock, leases } = await setUp();
    const slow = replica('slow');
    const renew = leases.renew.bind(leases);
    leases.renew = async (...args) => {
      await renew(...args);
      if (args[0] === 'slow') await clock.sleep(LEASE_MS);
    };

    const started = slow.start();
    await clock.advance(LEASE_MS);
    await started;

    expect(() => slow.assertCurrent()).toThrow(expect.objectContaining({ code: 'store-unavailable' }));
  });

  it('follows what others write within a second, and at once when hinted', async () => {
    const { current, clock, store } = await setUp();

    const { revision } = await add(store, 'bob');
    current.hint(revision);
    await settled();
    expect(current.view.agent('bob')?.maturity).toBe('intern');
    await add(store, 'cid');
    await clock.advance(1_000);

    expect(current.view.agent('cid')?.maturity).toBe('intern');
  });

  it('believes the store, not the hint', async () => {
    const { current } = await setUp();

    current.hint(1_000);
    await settled();

    expect(current.view.revision).toBe(1);
  });

  it('reaches a revision that is in the store, and says stale-revision for one that is not', async () => {
    const { current, store } = await setUp();
    await add(store, 'bob');

    await current.reach(2);

    expect(current.view.revision).toBe(2);
    await expect(current.reach(3)).rejects.toMatchObject({ code: 'stale-revision' });
  });

  it('fails closed where the log has a gap', async () => {
    const { current, store } = await setUp();
    store.log.push({ revision: 3, parts: [agentPart('forged')] });

    await expect(current.reach(3)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(current.view.agent('forged')?.maturity).toBeUndefined();
  });

  describe('settle', () => {
    it('has the change before it returns, whichever order writers come back in', async () => {
      const { current, store } = await setUp();
      const second = await add(store, 'bob');
      const third = await add(store, 'cid');

      await current.settle(third.revision, third.change);
      await current.settle(second.revision, second.change);

      expect([
        current.view.revision,
        current.view.agent('bob')?.maturity,
        current.view.agent('cid')?.maturity,
      ]).toEqual([3, 'intern', 'intern']);
    });

    it('waits for a live replica until that has applied the revision', async () => {
      const { current, replica, store, clock } = await setUp();
      const other = replica('other');
      await other.start();
      const { revision, change } = await add(store, 'bob');

      let isSettled = false;
      const settling = current.settle(revision, change).then(() => (isSettled = true));
      await clock.advance(100);
      const before = { isSettled, other: other.view.revision };
      other.hint(revision);
      await clock.advance(100);
      await settling;

      expect(before).toEqual({ isSettled: false, other: 1 });
      expect(other.view.agent('bob')?.maturity).toBe('intern');
    });

    it('returns only after a silent replica may not answer any more', async () => {
      const { current, replica, store, clock, leases } = await setUp();
      const theirs = new FakeReplicaLeases(clock);
      theirs.renew = async (...args) => {
        if (theirs.down) throw new Error('cut off');
        await leases.renew(...args);
      };
      const silent = replica('silent', theirs);
      await silent.start();
      theirs.down = true;
      const { revision, change } = await add(store, 'bob');

      const answers: boolean[] = [];
      const settling = current.settle(revision, change).then(() => {
        try {
          silent.assertCurrent();
          answers.push(true);
        } catch {
          answers.push(false);
        }
      });
      await clock.advance(LEASE_MS * 2);
      await settling;

      expect(answers).toEqual([false]);
      expect(silent.view.agent('bob')?.maturity).toBeUndefined();
    });

    it('is no acknowledgement, and ends closed, where the change could not be applied', async () => {
      const { current, store, breakDown } = await setUp();
      await add(store, 'bob');
      const third = await add(store, 'cid');
      breakDown(true);

      await expect(current.settle(third.revision, third.change)).rejects.toMatchObject({
        code: 'store-unavailable',
      });

      expect(() => current.assertCurrent()).toThrow(expect.objectContaining({ code: 'store-unavailable' }));
    });
  });

  it('gives its lease back when it stops, and answers nothing more', async () => {
    const { current, leases, clock } = await setUp();

    const stopped = current.stop();
    await clock.advance(1_000);
    await stopped;

    expect(await leases.behind(99, 'other')).toEqual([]);
    expect(() => current.assertCurrent()).toThrow(expect.objectContaining({ code: 'store-unavailable' }));
  });
});
