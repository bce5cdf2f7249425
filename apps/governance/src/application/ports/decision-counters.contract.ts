import type { ReasonCode } from '@sallyport/domain';
import type { CountedCheck, DecisionCounters } from './decision-counters';

const npm = (name: string) => ({ ecosystem: 'npm' as const, name, version: '1.0.0' });

/** A check of packages named for their position, answered for these reasons. */
export function answered(
  allowed: boolean,
  reasonCodes: readonly ReasonCode[],
  agentId = 'ann',
): CountedCheck {
  return {
    agentId,
    allowed,
    packages: reasonCodes.map((reasonCode, n) => ({
      id: npm(`p${n}`),
      allowed: reasonCode === 'approved',
      reasonCode,
    })),
  };
}

/** `fresh` gives counters that nobody has counted with, and which reach whatever they need. */
export function decisionCountersContract(fresh: () => Promise<DecisionCounters>): void {
  it('starts from nothing', async () => {
    const counters = await fresh();

    expect(await counters.totals()).toMatchObject({ total: 0, allowed: 0, byReason: {} });
  });

  it('counts by reason, and a closure once with the reasons of what was refused in it', async () => {
    const counters = await fresh();

    counters.count(answered(false, ['banned']));
    counters.count(answered(true, ['approved']));
    counters.count(answered(false, ['banned', 'unknown-package', 'banned']));
    counters.count(answered(true, []));

    expect(await counters.totals()).toEqual({
      total: 4,
      allowed: 2,
      byReason: { banned: 3, approved: 1, 'unknown-package': 1 },
      byAgent: expect.any(Array),
      byPackage: expect.any(Array),
      shared: expect.any(Boolean),
    });
  });

  it('counts nothing twice, however often it is flushed and asked', async () => {
    const counters = await fresh();

    for (let round = 0; round < 3; round += 1) {
      counters.count(answered(true, ['approved']));
      await Promise.all([counters.flush(), counters.totals(), counters.flush()]);
    }

    expect(await counters.totals()).toMatchObject({ total: 3, allowed: 3, byReason: { approved: 3 } });
  });

  it('has in its totals what was counted while it was flushing', async () => {
    const counters = await fresh();

    counters.count(answered(true, ['approved']));
    const flushed = counters.flush();
    counters.count(answered(false, ['banned']));
    const totals = counters.totals();
    await flushed;

    expect(await totals).toMatchObject({ total: 2, byReason: { approved: 1, banned: 1 } });
  });

  it('can be counted with and asked after it was closed', async () => {
    const counters = await fresh();
    counters.count(answered(true, ['approved']));

    await counters.close();
    counters.count(answered(false, ['banned']));

    expect(await counters.totals()).toMatchObject({ total: 2, allowed: 1 });
  });

  it('tells who asks most and for what, the busiest first', async () => {
    const counters = await fresh();

    counters.count(answered(true, ['approved'], 'bob'));
    counters.count(answered(false, ['banned', 'banned'], 'ann'));
    counters.count(answered(false, ['unknown-package'], 'ann'));

    expect(await counters.totals()).toMatchObject({
      byAgent: [
        { agentId: 'ann', total: 2, refused: 2 },
        { agentId: 'bob', total: 1, refused: 0 },
      ],
      byPackage: [
        { ...npm('p0'), total: 3, refused: 2 },
        { ...npm('p1'), total: 1, refused: 1 },
      ],
    });
  });

  it('tells a hundred at most, and still knows the busiest among invented names', async () => {
    const counters = await fresh();
    const flood = Array.from({ length: 10_000 }, (_, n) => n);

    for (const n of flood) {
      counters.count({
        agentId: `agent-${n}`,
        allowed: false,
        packages: [{ id: npm(`invented-${n}`), allowed: false, reasonCode: 'unknown-package' }],
      });
      counters.count({
        agentId: 'busy',
        allowed: true,
        packages: [{ id: npm('busy'), allowed: true, reasonCode: 'approved' }],
      });
    }
    const { byAgent, byPackage } = await counters.totals();

    expect([byAgent.length, byPackage.length]).toEqual([100, 100]);
    expect(byAgent[0]).toEqual({ agentId: 'busy', total: 10_000, refused: 0 });
    expect(byPackage[0]).toEqual({ ...npm('busy'), total: 10_000, refused: 0 });
  });
}
