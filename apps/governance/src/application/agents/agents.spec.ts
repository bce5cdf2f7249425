import { fakeGovernance, npm, reasonFor, rita } from '../governance.fake';

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
    await governance.approve.approve({ actor: rita, packages: [npm('a')], minMaturity: 'supervised' });
    const before = await reasonFor(governance, 'supervised', 'a');

    await governance.change.change({
      actor: rita,
      agentId: 'supervised',
      maturity: 'intern',
      reason: 'misled',
    });

    expect([before, await reasonFor(governance, 'supervised', 'a')]).toEqual([
      'approved',
      'maturity-too-low',
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

describe('governance/application/agents', () => {
  it.each(BAD_IDS)('an id that is %s is invalid everywhere', async (_title, agentId) => {
    const governance = await fakeGovernance();

    const outcomes = await Promise.allSettled([
      governance.register.register({ actor: rita, agentId, maturity: 'intern' }),
      governance.change.change({ actor: rita, agentId, maturity: 'intern' }),
      governance.getAgent.get({ agentId }),
    ]);

    const refused = { status: 'rejected', reason: expect.objectContaining({ code: 'invalid-agent-id' }) };
    expect(outcomes).toEqual([refused, refused, refused]);
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
