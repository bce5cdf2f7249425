import { DEFAULT_POLICY } from '@sallyport/domain';
import { fakeGovernance } from '../../governance.fake';
import { openOnes } from './reports.fake';

const { banHits } = DEFAULT_POLICY.behaviour.demoteFrom;
const START = '2026-01-01T00:00:00.000Z';
const NONE = { 'denied-egress': 0, 'ban-hit': 0, 'invented-name': 0, 'clean-check': 0 };

describe('governance/application/agents/behaviour/report-behaviour', () => {
  it('counts the same id once', async () => {
    const governance = await fakeGovernance();
    const same = {
      id: 'same',
      agentId: 'supervised',
      behaviour: 'ban-hit' as const,
      count: banHits - 1,
      at: START,
    };

    const answers = [
      await governance.reportBehaviour.report(same),
      await governance.reportBehaviour.report(same),
    ];

    expect(answers).toEqual([{ counted: true }, { counted: false }]);
    expect(await openOnes(governance)).toEqual([]);
  });

  it('takes what claims to come later as of now', async () => {
    const governance = await fakeGovernance();
    const at = '2999-01-01T00:00:00.000Z';

    await governance.reportBehaviour.report({
      id: 'x',
      agentId: 'supervised',
      behaviour: 'ban-hit',
      count: 1,
      at,
    });

    expect(await governance.usage.behaviourSince('supervised', '2026-01-01T01:00:00.000Z')).toEqual(NONE);
    expect(await governance.usage.behaviourSince('supervised', START)).toEqual({ ...NONE, 'ban-hit': 1 });
  });

  it('proposes with the second call where the first one ended in between', async () => {
    const governance = await fakeGovernance();
    const same = {
      id: 'same',
      agentId: 'supervised',
      behaviour: 'ban-hit' as const,
      count: banHits,
      at: START,
    };
    governance.store.down = true;
    await expect(governance.reportBehaviour.report(same)).rejects.toMatchObject({
      code: 'store-unavailable',
    });
    governance.store.down = false;

    const again = await governance.reportBehaviour.report(same);

    expect(again).toEqual({ counted: false });
    expect(await openOnes(governance)).toHaveLength(1);
  });
});
