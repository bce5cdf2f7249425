import { settled } from '../ports/clock.fake';
import { LEASE_MS } from '../ports/replica-leases';
import { add, agentPart, currentView as setUp, lineTo, RENEWAL_MS } from './current-view.fake';

const UNAVAILABLE = expect.objectContaining({ code: 'store-unavailable' });

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
