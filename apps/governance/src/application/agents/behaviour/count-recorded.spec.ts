import type { DecisionRecord } from '@sallyport/domain';
import { fakeGovernance } from '../../governance.fake';
import { CountRecorded } from './count-recorded';

const START = '2026-01-01T00:00:00.000Z';
const decision = (sequence: number): DecisionRecord => ({
  sequence,
  at: START,
  agentId: 'supervised',
  maturity: 'supervised',
  ecosystem: 'npm',
  name: 'a',
  version: '1.0.0',
  effect: 'allow',
  reasonCode: 'approved',
  revision: 4,
});
const recorded = (id: string, ...sequences: number[]) => ({
  id,
  batch: { replica: 'r1', epoch: 'e1', decisions: sequences.map(decision) },
});

async function world() {
  const governance = await fakeGovernance();
  const counting = new CountRecorded(governance.countDecisions, governance.clock, governance.log);
  const cleanChecks = async () => (await governance.usage.behaviourSince('supervised', START))['clean-check'];
  return { governance, counting, cleanChecks };
}

describe('governance/application/agents/behaviour/count-recorded', () => {
  it('counts several batches at once, each once', async () => {
    const { counting, cleanChecks } = await world();
    counting.take(recorded('a', 1, 2));
    counting.take(recorded('b', 3));

    await counting.flush();
    await counting.flush();

    expect(await cleanChecks()).toBe(3);
  });

  it('keeps what the store does not take, and counts it once when it does', async () => {
    const { governance, counting, cleanChecks } = await world();
    counting.take(recorded('a', 1));
    governance.usage.down = true;
    await expect(counting.flush()).rejects.toMatchObject({ code: 'store-unavailable' });
    counting.take(recorded('b', 2));

    governance.usage.down = false;
    await counting.flush();

    expect(await cleanChecks()).toBe(2);
  });

  it('counts what came last before the stop', async () => {
    const { counting, cleanChecks } = await world();
    counting.start();
    counting.take(recorded('a', 1));

    await counting.stop();

    expect(await cleanChecks()).toBe(1);
  });

  it('ends also where the store does not answer, and says so', async () => {
    const { governance, counting } = await world();
    governance.usage.down = true;
    counting.take(recorded('a', 1));

    await expect(counting.stop()).resolves.toBeUndefined();

    expect(JSON.stringify(governance.log)).toContain('could not be counted');
  });

  it('adds each answer up in the turn in which the trail has it', async () => {
    const { counting, cleanChecks } = await world();
    const many = Array.from({ length: 500 }, (_, index) => index + 1);
    for (let batch = 0; batch < 210; batch += 1) counting.take(recorded(`many-${batch}`, ...many));

    await counting.flush();

    expect(await cleanChecks()).toBe(105_000);
  });
});
