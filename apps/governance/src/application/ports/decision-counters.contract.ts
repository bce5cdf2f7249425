import type { DecisionCounters } from './decision-counters';

/** `fresh` gives counters that nobody has counted with, and which reach whatever they need. */
export function decisionCountersContract(fresh: () => Promise<DecisionCounters>): void {
  it('starts from nothing', async () => {
    const counters = await fresh();

    expect(await counters.totals()).toMatchObject({ total: 0, allowed: 0, byReason: {} });
  });

  it('counts by reason, and a closure once with the reasons of what was refused in it', async () => {
    const counters = await fresh();

    counters.count(false, ['banned']);
    counters.count(true, ['approved']);
    counters.count(false, ['banned', 'unknown-package', 'banned']);
    counters.count(true, []);

    expect(await counters.totals()).toEqual({
      total: 4,
      allowed: 2,
      byReason: { banned: 3, approved: 1, 'unknown-package': 1 },
      shared: expect.any(Boolean),
    });
  });

  it('counts nothing twice, however often it is flushed and asked', async () => {
    const counters = await fresh();

    for (let round = 0; round < 3; round += 1) {
      counters.count(true, ['approved']);
      await Promise.all([counters.flush(), counters.totals(), counters.flush()]);
    }

    expect(await counters.totals()).toMatchObject({ total: 3, allowed: 3, byReason: { approved: 3 } });
  });

  it('has in its totals what was counted while it was flushing', async () => {
    const counters = await fresh();

    counters.count(true, ['approved']);
    const flushed = counters.flush();
    counters.count(false, ['banned']);
    const totals = counters.totals();
    await flushed;

    expect(await totals).toMatchObject({ total: 2, byReason: { approved: 1, banned: 1 } });
  });

  it('can be counted with and asked after it was closed', async () => {
    const counters = await fresh();
    counters.count(true, ['approved']);

    await counters.close();
    counters.count(false, ['banned']);

    expect(await counters.totals()).toMatchObject({ total: 2, allowed: 1 });
  });
}
