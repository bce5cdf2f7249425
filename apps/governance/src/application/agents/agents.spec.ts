import type { Actor } from '@sallyport/domain';
import { fakeGovernance, reasonFor, rita, type FakeGovernance } from '../governance.fake';

const AT = '2026-01-01T00:00:00.000Z';
const WHY = { actor: rita, reason: 'r' };
const BAD_IDS: [string, string][] = [
  ['empty', ''],
  ['1 MB', 'a'.repeat(1_048_576)],
  ['a space', 'a b'],
  ['a control character', 'a\u0000b'],
  ['a homoglyph', '\u0430nn'],
  ['a path', '../ann'],
];

describe('governance/application/agents/register-agent', () => {
  it('makes an agent known, with its first maturity in the log', async () => {
    const governance = await fakeGovernance();

    const receipt = await governance.register.register({ actor: rita, agentId: 'ann', maturity: 'intern' });

    expect(receipt).toEqual({ revision: 5, changed: 1, unchanged: 0 });
    expect(governance.store.log.at(-1)?.parts).toEqual([
      {
        kind: 'agent',
        action: 'register',
        agentId: 'ann',
        maturity: 'intern',
        previous: null,
        actor: rita,
        at: expect.any(String),
      },
    ]);
    expect(await reasonFor(governance, 'ann', 'a')).toBe('unknown-package');
  });

  it('changes nothing where the agent has that maturity already', async () => {
    const governance = await fakeGovernance();

    expect(
      await governance.register.register({ actor: rita, agentId: 'intern', maturity: 'intern' }),
    ).toEqual({ revision: 4, changed: 0, unchanged: 1 });
  });

  it('never changes a maturity', async () => {
    const governance = await fakeGovernance();

    await expect(
      governance.register.register({ actor: rita, agentId: 'student', maturity: 'autonomous' }),
    ).rejects.toMatchObject({
      code: 'transition-refused',
      hint: expect.stringContaining('governance.agent.change'),
    });

    expect(await reasonFor(governance, 'student', 'a')).toBe('student-blocked');
  });
});

describe('governance/application/agents/change-agent', () => {
  it('bites with the answer: a demoted agent is refused at once', async () => {
    const governance = await fakeGovernance();
    const before = await reasonFor(governance, 'supervised', 'a');

    await governance.change.change({
      actor: rita,
      agentId: 'supervised',
      maturity: 'student',
      reason: 'misled',
    });

    expect([before, await reasonFor(governance, 'supervised', 'a')]).toEqual([
      'unknown-package',
      'student-blocked',
    ]);
    expect(governance.store.log.at(-1)?.parts[0]).toMatchObject({
      action: 'change',
      previous: 'supervised',
      note: 'misled',
    });
  });

  it('changes nothing where the maturity is the same', async () => {
    const governance = await fakeGovernance();

    expect(
      await governance.change.change({ actor: rita, agentId: 'intern', maturity: 'intern' }),
    ).toMatchObject({ changed: 0, unchanged: 1 });
  });

  it('knows only registered agents', async () => {
    const governance = await fakeGovernance();

    await expect(
      governance.change.change({ actor: rita, agentId: 'ghost', maturity: 'autonomous' }),
    ).rejects.toMatchObject({ code: 'agent-not-found' });
  });
});

describe('governance/application/agents/suspend-agent', () => {
  it('bites with the answer, and so does the end of it; the maturity stays', async () => {
    const governance = await fakeGovernance();
    const suspended = { actor: rita, agentId: 'supervised', reason: 'misled' };
    const before = await reasonFor(governance, 'supervised', 'a');

    const receipt = await governance.suspend.suspend(suspended);
    const meanwhile = await reasonFor(governance, 'supervised', 'a');
    const agent = await governance.getAgent.get({ agentId: 'supervised' });
    await governance.resume.resume({ ...suspended, reason: 'a mistake' });
    const after = await reasonFor(governance, 'supervised', 'a');

    expect(receipt).toEqual({ revision: 5, changed: 1, unchanged: 0 });
    expect([before, meanwhile, after]).toEqual(['unknown-package', 'agent-suspended', 'unknown-package']);
    expect(agent).toMatchObject({ maturity: 'supervised', suspended: true });
    expect(await governance.getAgent.get({ agentId: 'supervised' })).not.toHaveProperty('suspended');
  });

  it('stays where the maturity changes, and where the agent is registered again', async () => {
    const governance = await fakeGovernance();
    await governance.suspend.suspend({ actor: rita, agentId: 'intern', reason: 'misled' });

    await governance.change.change({ actor: rita, agentId: 'intern', maturity: 'autonomous' });
    await governance.register.register({ actor: rita, agentId: 'intern', maturity: 'autonomous' });

    expect(await reasonFor(governance, 'intern', 'a')).toBe('agent-suspended');
  });

  it.each<[string, (governance: FakeGovernance) => Promise<unknown>, string]>([
    [
      'suspending one that is suspended',
      (g) => g.suspend.suspend({ ...WHY, agentId: 'intern' }),
      'transition-refused',
    ],
    [
      'resuming one that is not',
      (g) => g.resume.resume({ ...WHY, agentId: 'student' }),
      'transition-refused',
    ],
    ['suspending nobody', (g) => g.suspend.suspend({ ...WHY, agentId: 'ghost' }), 'agent-not-found'],
    ['resuming nobody', (g) => g.resume.resume({ ...WHY, agentId: 'ghost' }), 'agent-not-found'],
  ])('refuses %s, and changes nothing', async (_title, act, code) => {
    const governance = await fakeGovernance();
    await governance.suspend.suspend({ ...WHY, agentId: 'intern' });

    await expect(act(governance)).rejects.toMatchObject({ code });

    expect(governance.store.log).toHaveLength(5);
  });

  it('lets one of two win who suspend at once, and tells the other', async () => {
    const governance = await fakeGovernance();
    const suspend = () => governance.suspend.suspend({ ...WHY, agentId: 'intern' });

    const outcomes = await Promise.allSettled([suspend(), suspend()]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({ code: 'transition-refused' }),
    });
  });
});

describe('governance/application/agents/get-agent-history', () => {
  it('gives everything that became of an agent, with who and why', async () => {
    const governance = await fakeGovernance();
    await governance.change.change({
      actor: rita,
      agentId: 'intern',
      maturity: 'supervised',
      reason: 'good',
    });
    await governance.suspend.suspend({ actor: rita, agentId: 'intern', reason: 'misled' });
    await governance.change.change({ actor: rita, agentId: 'intern', maturity: 'student' });
    await governance.resume.resume({
      actor: { kind: 'person', id: 'otto' },
      agentId: 'intern',
      reason: 'well',
    });

    const { history } = await governance.agentHistory.get({ agentId: 'intern' });

    expect(history.map(({ at: _at, ...line }) => line)).toEqual([
      {
        revision: 2,
        action: 'register',
        maturity: 'intern',
        previous: null,
        suspended: false,
        by: 'person:rita',
        note: null,
      },
      {
        revision: 5,
        action: 'change',
        maturity: 'supervised',
        previous: 'intern',
        suspended: false,
        by: 'person:rita',
        note: 'good',
      },
      {
        revision: 6,
        action: 'suspend',
        maturity: 'supervised',
        previous: 'supervised',
        suspended: true,
        by: 'person:rita',
        note: 'misled',
      },
      {
        revision: 7,
        action: 'change',
        maturity: 'student',
        previous: 'supervised',
        suspended: true,
        by: 'person:rita',
        note: null,
      },
      {
        revision: 8,
        action: 'resume',
        maturity: 'student',
        previous: 'student',
        suspended: false,
        by: 'person:otto',
        note: 'well',
      },
    ]);
  });

  it('knows only registered agents', async () => {
    const governance = await fakeGovernance();

    await expect(governance.agentHistory.get({ agentId: 'ghost' })).rejects.toMatchObject({
      code: 'agent-not-found',
    });
  });
});

describe('governance/application/agents, who may', () => {
  const ACTS: Record<string, (governance: FakeGovernance, actor: Actor) => Promise<unknown>> = {
    register: (g, actor) => g.register.register({ actor, agentId: 'ann', maturity: 'autonomous' }),
    change: (g, actor) => g.change.change({ actor, agentId: 'intern', maturity: 'autonomous' }),
    suspend: (g, actor) => g.suspend.suspend({ actor, agentId: 'intern', reason: 'r' }),
    resume: (g, actor) => g.resume.resume({ actor, agentId: 'intern', reason: 'r' }),
    import: (g, actor) =>
      g.importAgents.import({ actor, format: 'csv', text: 'agentId,maturity\nann,intern' }),
    'decide a proposal': (g, actor) => g.decideProposal.decide({ actor, proposalId: 'p', accept: true }),
  };

  it.each<[string, Actor['kind']]>([
    ...Object.keys(ACTS).map((act): [string, Actor['kind']] => [act, 'agent']),
    ['resume', 'service'],
    ['decide a proposal', 'service'],
  ])('%s: never a(n) %s', async (act, kind) => {
    const governance = await fakeGovernance();

    const outcome = ACTS[act]?.(governance, { kind, id: 'rita' });

    await expect(outcome).rejects.toMatchObject({ code: 'reviewer-refused' });
    expect(governance.store.log).toHaveLength(4);
  });
});

describe('governance/application/agents', () => {
  it.each(BAD_IDS)('an id that is %s is invalid everywhere', async (_title, agentId) => {
    const governance = await fakeGovernance();

    const outcomes = await Promise.allSettled([
      governance.register.register({ actor: rita, agentId, maturity: 'intern' }),
      governance.change.change({ actor: rita, agentId, maturity: 'intern' }),
      governance.getAgent.get({ agentId }),
      governance.suspend.suspend({ ...WHY, agentId }),
      governance.resume.resume({ ...WHY, agentId }),
      governance.agentHistory.get({ agentId }),
      governance.reportBehaviour.report({ id: 'b', agentId, behaviour: 'ban-hit', count: 1, at: AT }),
    ]);

    const refused = { status: 'rejected', reason: expect.objectContaining({ code: 'invalid-agent-id' }) };
    expect(outcomes).toEqual(outcomes.map(() => refused));
  });

  it.each(['', 'Intern', 'admin', 'toString', 'x'.repeat(10_240)])(
    '"%.20s" is no maturity',
    async (maturity) => {
      const governance = await fakeGovernance();

      await expect(
        governance.register.register({ actor: rita, agentId: 'ann', maturity }),
      ).rejects.toMatchObject({ code: 'invalid-maturity' });
      await expect(
        governance.change.change({ actor: rita, agentId: 'intern', maturity }),
      ).rejects.toMatchObject({ code: 'invalid-maturity' });
    },
  );

  it('gives one agent', async () => {
    const governance = await fakeGovernance();

    expect(await governance.getAgent.get({ agentId: 'intern' })).toMatchObject({
      id: 'intern',
      maturity: 'intern',
    });
    await expect(governance.getAgent.get({ agentId: 'ghost' })).rejects.toMatchObject({
      code: 'agent-not-found',
    });
  });

  it('lists agents by id, page by page', async () => {
    const governance = await fakeGovernance();

    const first = await governance.listAgents.list({ limit: 3 });
    const second = await governance.listAgents.list({ limit: 3, after: first.next ?? '' });

    expect(first.agents.map(({ id }) => id)).toEqual(['autonomous', 'intern', 'student']);
    expect(second).toMatchObject({ agents: [{ id: 'supervised' }], next: null });
  });
});
