import type { ReplicaLeases } from './replica-leases';

/** `fresh`: an empty store. */
export function replicaLeasesContract(fresh: () => Promise<ReplicaLeases>): void {
  const named = (holders: readonly { holder: string }[]) => holders.map(({ holder }) => holder);

  async function setUp() {
    const leases = await fresh();
    return { leases, identity: await leases.identity() };
  }

  it('is the same store for as long as nothing happens to it', async () => {
    const { leases, identity } = await setUp();
    expect(await leases.identity()).toBe(identity);
  });

  it('names the holders that are behind', async () => {
    const { leases, identity } = await setUp();
    await leases.renew('slower', 1, identity);
    await leases.renew('slow', 4, identity);
    await leases.renew('equal', 5, identity);

    expect(named(await leases.behind(5, identity))).toEqual(['slow', 'slower']);
    expect(named(await leases.behind(1, identity))).toEqual([]);
    expect(named(await leases.holders(identity))).toEqual(['equal', 'slow', 'slower']);
  });

  it('numbers all renewals in one order, and notes the revision, which never goes back', async () => {
    const { leases, identity } = await setUp();
    const held = async () =>
      (await leases.holders(identity)).map(({ holder, revision }) => [holder, revision]);
    const numbers = async () => (await leases.holders(identity)).map(({ renewal }) => renewal);
    await leases.renew('a', 2, identity);
    const first = await numbers();
    await leases.renew('a', 1, identity);
    const second = await numbers();
    const twice = await held();
    await leases.renew('b', 3, identity);
    const third = await numbers();

    expect(twice).toEqual([['a', 2]]);
    expect(await held()).toEqual([
      ['a', 2],
      ['b', 3],
    ]);
    expect(second[0]).toBeGreaterThan(first[0] as number);
    expect(third).toEqual([second[0], expect.any(Number)]);
    expect(third[1]).toBeGreaterThan(second[0] as number);
  });

  it('does not wait for a lease that was given back', async () => {
    const { leases, identity } = await setUp();
    await leases.renew('gone', 1, identity);
    await leases.release('gone');
    await leases.release('never-there');

    expect(await leases.holders(identity)).toEqual([]);
  });

  it('forgets a silent holder, and not one that has renewed since', async () => {
    const { leases, identity } = await setUp();
    await leases.renew('silent', 1, identity);
    await leases.renew('alive', 1, identity);
    const seen = await leases.behind(2, identity);
    await leases.renew('alive', 1, identity);

    for (const { holder, renewal } of seen) await leases.forget(holder, renewal, identity);

    expect(named(await leases.holders(identity))).toEqual(['alive']);
  });

  it.each(['forgotten', 'released'])('a holder that was %s comes back as another one', async (how) => {
    const { leases, identity } = await setUp();
    await leases.renew('back', 1, identity);
    const [before] = await leases.behind(2, identity);
    const renewal = before?.renewal as number;
    if (how === 'forgotten') await leases.forget('back', renewal, identity);
    else await leases.release('back');
    await leases.renew('back', 1, identity);
    await leases.forget('back', renewal, identity);

    expect(named(await leases.behind(2, identity))).toEqual(['back']);
  });

  it('does nothing in the name of another store', async () => {
    const { leases, identity } = await setUp();
    await leases.renew('a', 1, identity);
    const other = `${identity}-before`;

    await expect(leases.renew('a', 2, other)).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(leases.behind(2, other)).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(leases.holders(other)).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(leases.forget('a', 9, other)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await leases.holders(identity)).toMatchObject([{ holder: 'a', revision: 1 }]);
  });

  it.each(['__proto__', 'constructor', 'a b\n"', 'ü\u2028', 'x'.repeat(1_024)])(
    'a holder may be called %j',
    async (holder) => {
      const { leases, identity } = await setUp();
      await leases.renew(holder, 1, identity);
      await leases.renew('other', 1, identity);

      expect(named(await leases.behind(2, identity))).toEqual([holder, 'other'].sort());
    },
  );
}
