import { DEFAULT_POLICY, type ClosureDecisionRecord, type DecisionRecord } from '@sallyport/domain';
import { fakeGovernance } from '../../governance.fake';
import { openOnes } from './reports.fake';

const { banHits } = DEFAULT_POLICY.behaviour.demoteFrom;
const START = '2026-01-01T00:00:00.000Z';
const NONE = { 'denied-egress': 0, 'ban-hit': 0, 'invented-name': 0, 'clean-check': 0 };

const check = (more: Partial<DecisionRecord> = {}): DecisionRecord => ({
  sequence: 1,
  at: START,
  agentId: 'supervised',
  maturity: 'supervised',
  ecosystem: 'npm',
  name: 'a',
  version: '1.0.0',
  effect: 'allow',
  reasonCode: 'approved',
  revision: 4,
  ...more,
});
const closure = (
  allowed: boolean,
  ...reasonCodes: ClosureDecisionRecord['refused'][number]['reasonCode'][]
): ClosureDecisionRecord => ({
  sequence: 1,
  at: START,
  agentId: 'supervised',
  maturity: 'supervised',
  ecosystem: 'npm',
  packages: ['a@1.0.0'],
  allowed,
  refused: reasonCodes.map((reasonCode) => ({ name: 'a', version: '1.0.0', reasonCode })),
  revision: 4,
});
const event = (id: string, ...decisions: (DecisionRecord | ClosureDecisionRecord)[]) => ({
  id,
  batch: { replica: 'r1', epoch: 'e1', decisions },
});

describe('governance/application/agents/behaviour/count-decisions', () => {
  it.each<[string, DecisionRecord | ClosureDecisionRecord, Partial<typeof NONE>]>([
    ['an allowed check', check(), { 'clean-check': 1 }],
    ['a check of a banned package', check({ effect: 'deny', reasonCode: 'banned' }), { 'ban-hit': 1 }],
    ['any other refusal', check({ effect: 'deny', reasonCode: 'release-yanked' }), {}],
    ['something undecided', check({ effect: 'undecided', reasonCode: 'unknown-package' }), {}],
    ['an allowed closure', closure(true), { 'clean-check': 1 }],
    [
      'a closure with banned packages, once',
      closure(false, 'unknown-package', 'banned', 'banned'),
      { 'ban-hit': 1 },
    ],
    ['a closure refused for other reasons', closure(false, 'unknown-package'), {}],
  ])('%s', async (_title, decision, expected) => {
    const governance = await fakeGovernance();

    await governance.countDecisions.count([event('e1', decision)]);

    expect(await governance.usage.behaviourSince('supervised', START)).toEqual({ ...NONE, ...expected });
  });

  it('counts an event once, however often it comes', async () => {
    const governance = await fakeGovernance();
    const events = [event('e1', check(), check(), check({ agentId: 'intern' })), event('e2', check())];

    await governance.countDecisions.count(events);
    await governance.countDecisions.count(events);

    expect((await governance.usage.behaviourSince('supervised', START))['clean-check']).toBe(3);
    expect((await governance.usage.behaviourSince('intern', START))['clean-check']).toBe(1);
  });

  it('counts nothing of agents that nobody registered: anybody can make up names', async () => {
    const governance = await fakeGovernance();

    await governance.countDecisions.count([event('e1', check({ agentId: 'made-up' }))]);

    expect(await governance.usage.behaviourSince('made-up', START)).toEqual(NONE);
  });

  it('counts the exceptions that were needed, whoever asked', async () => {
    const governance = await fakeGovernance();
    const later = '2026-01-01T00:05:00.000Z';

    await governance.countDecisions.count([
      event('e1', check({ agentId: 'made-up', exceptions: ['x1', 'x2'] }), {
        ...closure(true),
        at: later,
        exceptions: ['x1'],
      }),
    ]);

    expect(await governance.usage.exceptionUses()).toEqual(
      new Map([
        ['x1', { uses: 2, lastUsedAt: later }],
        ['x2', { uses: 1, lastUsedAt: START }],
      ]),
    );
  });

  it('proposes once everything is counted', async () => {
    const governance = await fakeGovernance();
    const hits = Array.from({ length: banHits }, (_, n) =>
      event(`e${n}`, check({ effect: 'deny', reasonCode: 'banned' })),
    );

    await governance.countDecisions.count(hits);

    expect(await openOnes(governance)).toMatchObject([{ agentId: 'supervised', to: 'intern' }]);
  });

  it('keeps reports and events apart that have the same id', async () => {
    const governance = await fakeGovernance();

    await governance.reportBehaviour.report({
      id: 'e1',
      agentId: 'supervised',
      behaviour: 'ban-hit',
      count: 1,
      at: START,
    });
    await governance.countDecisions.count([event('e1', check())]);

    expect(await governance.usage.behaviourSince('supervised', START)).toEqual({
      ...NONE,
      'ban-hit': 1,
      'clean-check': 1,
    });
  });
});
