import { DEFAULT_POLICY, type ClosureDecisionRecord, type DecisionRecord } from '@sallyport/domain';
import { fakeGovernance } from '../../governance.fake';
import { CountTally, MAX_SUMS } from './count-tally';
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
type Decisions = (DecisionRecord | ClosureDecisionRecord)[];
type Governance = Awaited<ReturnType<typeof fakeGovernance>>;

async function count({ countDecisions }: Governance, id: string, ...decisions: Decisions): Promise<void> {
  const tally = countDecisions.tally();
  for (const decision of decisions) tally.add(decision);
  await countDecisions.count(id, tally.take() ?? { behaviours: [], uses: [] });
}

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

    await count(governance, 'e1', decision);

    expect(await governance.usage.behaviourSince('supervised', START)).toEqual({ ...NONE, ...expected });
  });

  it('counts an event once, however often it comes', async () => {
    const governance = await fakeGovernance();

    for (let time = 0; time < 2; time += 1) {
      await count(governance, 'e1', check(), check(), check({ agentId: 'intern' }));
      await count(governance, 'e2', check());
    }

    expect((await governance.usage.behaviourSince('supervised', START))['clean-check']).toBe(3);
    expect((await governance.usage.behaviourSince('intern', START))['clean-check']).toBe(1);
  });

  it('counts nothing of agents that nobody registered: anybody can make up names', async () => {
    const governance = await fakeGovernance();

    await count(governance, 'e1', check({ agentId: 'made-up' }));

    expect(await governance.usage.behaviourSince('made-up', START)).toEqual(NONE);
  });

  it('counts the exceptions that were needed, whoever asked', async () => {
    const governance = await fakeGovernance();
    const later = '2026-01-01T00:05:00.000Z';

    await count(governance, 'e1', check({ agentId: 'made-up', exceptions: ['x1', 'x2'] }), {
      ...closure(true),
      at: later,
      exceptions: ['x1'],
    });

    expect(await governance.usage.exceptionUses()).toEqual(
      new Map([
        ['x1', { uses: 2, lastUsedAt: later }],
        ['x2', { uses: 1, lastUsedAt: START }],
      ]),
    );
  });

  it('proposes once everything is counted', async () => {
    const governance = await fakeGovernance();
    const hits = Array.from({ length: banHits }, () => check({ effect: 'deny', reasonCode: 'banned' }));

    await count(governance, 'e1', ...hits);

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
    await count(governance, 'e1', check());

    expect(await governance.usage.behaviourSince('supervised', START)).toEqual({
      ...NONE,
      'ban-hit': 1,
      'clean-check': 1,
    });
  });

  it('adds up by agent, behaviour and minute, and holds nothing twice', () => {
    const tally = new CountTally(() => true);
    const times = ['10:00:59.999', '10:01:00.000', '10:00:01.000', '10:01:59.999'];
    for (const time of times) tally.add(check({ at: `2026-01-01T${time}Z` }));
    tally.add(check({ at: `2026-01-01T${times[1]}Z`, effect: 'deny', reasonCode: 'banned' }));

    const counts = [tally.take(), tally.take()];

    const [agentId, behaviour] = ['supervised', 'clean-check'];
    expect(counts).toEqual([
      {
        behaviours: [
          { agentId, behaviour, count: 2, at: '2026-01-01T10:00:59.999Z' },
          { agentId, behaviour, count: 2, at: '2026-01-01T10:01:00.000Z' },
          { agentId, behaviour: 'ban-hit', count: 1, at: '2026-01-01T10:01:00.000Z' },
        ],
        uses: [],
      },
      undefined,
    ]);
  });

  it('lets the oldest minutes go where nobody takes them, and holds a bounded number', () => {
    const tally = new CountTally(() => true);
    const minutes = MAX_SUMS + 1;
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString();
    for (let minute = 0; minute < minutes; minute += 1) tally.add(check({ at: at(minute) }));

    const { behaviours = [] } = tally.take() ?? {};

    expect(behaviours.length).toBe(MAX_SUMS / 2);
    expect(behaviours.at(-1)?.at).toBe(at(minutes - 1));
    expect(behaviours[0]?.at).toBe(at(MAX_SUMS / 2 + 1));
  });
});
