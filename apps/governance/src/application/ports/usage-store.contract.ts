import type { BehaviourCount, UsageStore } from './usage-store';

/** Days of late: what is old is forgotten, by the clock of the database. */
const day = (n: number): string => new Date(Date.now() + (n - 10) * 86_400_000).toISOString().slice(0, 10);
const NONE = { 'denied-egress': 0, 'ban-hit': 0, 'invented-name': 0, 'clean-check': 0 };
const seen = (
  agentId: string,
  behaviour: BehaviourCount['behaviour'],
  count: number,
  at: string,
): BehaviourCount => ({
  agentId,
  behaviour,
  count,
  at,
});

/** What every store of usage must do. `fresh` gives an empty one. */
export function usageStoreContract(fresh: () => Promise<UsageStore>): void {
  let store: UsageStore;
  beforeEach(async () => {
    store = await fresh();
  });

  it('counts what each agent did', async () => {
    await store.count(
      'm1',
      [
        seen('ann', 'ban-hit', 2, `${day(1)}T10:00:00.000Z`),
        seen('ann', 'clean-check', 5, `${day(1)}T10:30:00.000Z`),
        seen('ann', 'clean-check', 1, `${day(1)}T10:30:00.000Z`),
        seen('bob', 'invented-name', 1, `${day(1)}T10:00:00.000Z`),
      ],
      [],
    );
    await store.count('m2', [seen('ann', 'ban-hit', 1, `${day(2)}T10:00:00.000Z`)], []);

    const since = `${day(1)}T10:00:00.000Z`;
    expect(await store.behaviourSince('ann', since)).toEqual({ ...NONE, 'ban-hit': 3, 'clean-check': 6 });
    expect(await store.behaviourSince('bob', since)).toEqual({ ...NONE, 'invented-name': 1 });
    expect(await store.behaviourSince('__proto__', since)).toEqual(NONE);
  });

  it.each([
    ['long before', -86_400_000, 7],
    ['in the minute of the first', 45_000, 7],
    ['in the minute after it', 60_000, 4],
    ['after all of it', 180_000, 0],
  ])('counts by the minute from when it is asked: %s', async (_title, offset, expected) => {
    // Of late: what is old may be forgotten.
    const noon = Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000;
    const at = (ms: number): string => new Date(noon + ms).toISOString();
    await store.count(
      'm1',
      [seen('ann', 'ban-hit', 3, at(15_000)), seen('ann', 'ban-hit', 4, at(179_999))],
      [],
    );

    expect((await store.behaviourSince('ann', at(offset)))['ban-hit']).toBe(expected);
  });

  it('tells of many agents at once, in the order asked and each from its own time', async () => {
    const [early, late] = [`${day(1)}T10:00:00.000Z`, `${day(2)}T10:00:00.000Z`];
    await store.count(
      'm1',
      [
        seen('ann', 'ban-hit', 2, early),
        seen('ann', 'ban-hit', 1, late),
        seen('bob', 'clean-check', 5, early),
      ],
      [],
    );

    expect(
      await store.behavioursSince([
        { agentId: 'bob', since: early },
        { agentId: 'nobody', since: early },
        { agentId: 'ann', since: late },
        { agentId: 'ann', since: early },
      ]),
    ).toEqual([{ ...NONE, 'clean-check': 5 }, NONE, { ...NONE, 'ban-hit': 1 }, { ...NONE, 'ban-hit': 3 }]);
    expect(await store.behavioursSince([])).toEqual([]);
  });

  it('counts once for each id, all of it or nothing', async () => {
    const at = `${day(1)}T10:00:00.000Z`;
    const use = { exceptionId: 'e1', uses: 1, at };

    const first = await store.count('m1', [seen('ann', 'ban-hit', 1, at)], [use]);
    const again = await store.count(
      'm1',
      [seen('ann', 'ban-hit', 1, at), seen('bob', 'ban-hit', 1, at)],
      [use, { ...use, exceptionId: 'e2' }],
    );

    expect([first, again]).toEqual([true, false]);
    expect((await store.behaviourSince('ann', at))['ban-hit']).toBe(1);
    expect((await store.behaviourSince('bob', at))['ban-hit']).toBe(0);
    expect([...(await store.exceptionUses()).keys()]).toEqual(['e1']);
  });

  it('counts a message once that comes to many at the same time', async () => {
    const at = `${day(1)}T10:00:00.000Z`;

    const counted = await Promise.all(
      Array.from({ length: 10 }, () => store.count('m1', [seen('ann', 'ban-hit', 1, at)], [])),
    );

    expect(counted.filter((isNew) => isNew)).toHaveLength(1);
    expect((await store.behaviourSince('ann', at))['ban-hit']).toBe(1);
  });

  it('sums the uses of exceptions and keeps the last, in whatever order they come', async () => {
    await store.count(
      'm1',
      [],
      [
        { exceptionId: 'e1', uses: 2, at: `${day(3)}T00:00:00.000Z` },
        { exceptionId: 'e1', uses: 1, at: `${day(1)}T00:00:00.000Z` },
      ],
    );
    await store.count(
      'm2',
      [],
      [
        { exceptionId: 'e1', uses: 1, at: `${day(2)}T00:00:00.000Z` },
        { exceptionId: 'e2', uses: 1, at: `${day(1)}T00:00:00.000Z` },
      ],
    );

    expect(await store.exceptionUses()).toEqual(
      new Map([
        ['e1', { uses: 4, lastUsedAt: `${day(3)}T00:00:00.000Z` }],
        ['e2', { uses: 1, lastUsedAt: `${day(1)}T00:00:00.000Z` }],
      ]),
    );
  });

  it('knows of no use where nothing was counted', async () => {
    await store.count('m1', [], []);

    expect(await store.exceptionUses()).toEqual(new Map());
    expect(await store.behaviourSince('ann', `${day(1)}T00:00:00.000Z`)).toEqual(NONE);
  });
}
