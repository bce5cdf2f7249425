import { fakeGovernance, npm, requestExactly, rita } from '../governance.fake';

const closure = (...names: string[]) => ({
  ecosystem: 'npm',
  packages: names.map((name) => ({ name, version: '1.0.0' })),
});

async function withApproved() {
  const governance = await fakeGovernance();
  const { requestId } = await requestExactly(governance, 'a@1.0.0', 'b@1.0.0');
  await governance.approve.approve({ actor: rita, requestId, minMaturity: 'supervised' });
  return governance;
}

describe('governance/application/checks/check-closure', () => {
  it('allows where every package is allowed, and records one decision', async () => {
    const governance = await withApproved();

    const answer = await governance.checkClosure.answer({ agentId: 'supervised', ...closure('a', 'b') });
    await governance.clock.advance(10);

    expect(answer).toEqual({ allowed: true, checked: 2, revision: 6, refused: [] });
    expect([...governance.stream.batches.values()].flatMap(({ decisions }) => decisions)).toEqual([
      {
        sequence: 1,
        at: expect.any(String),
        agentId: 'supervised',
        maturity: 'supervised',
        ecosystem: 'npm',
        packages: ['a@1.0.0', 'b@1.0.0'],
        allowed: true,
        refused: [],
        revision: 6,
      },
    ]);
  });

  it('names everything that is not allowed, in the order asked', async () => {
    const governance = await withApproved();
    await governance.ban.ban({ actor: rita, package: npm('b'), reason: 'steals tokens' });

    const answer = await governance.checkClosure.answer({
      agentId: 'supervised',
      ...closure('ghost', 'a', 'b'),
    });

    expect(answer).toMatchObject({ allowed: false, checked: 3 });
    expect(answer.refused.map(({ name, decision }) => [name, decision.reasonCode])).toEqual([
      ['ghost', 'unknown-package'],
      ['b', 'banned'],
    ]);
    expect(answer.refused[1]?.decision.reason).toContain('steals tokens');
  });

  it.each([
    ['an empty list', { agentId: 'intern', ecosystem: 'npm', packages: [] }, 'empty-request'],
    ['a bad name among good ones', { agentId: 'intern', ...closure('a', '../x') }, 'invalid-name'],
    ['an unknown ecosystem', { agentId: 'intern', ...closure('a'), ecosystem: 'cargo' }, 'unknown-ecosystem'],
    ['a bad agent id', { agentId: 'a b', ...closure('a') }, 'invalid-agent-id'],
  ])('%s is an error and records nothing', async (_title, check, code) => {
    const governance = await withApproved();

    expect(() => governance.checkClosure.answer(check)).toThrow(expect.objectContaining({ code }));
    expect(governance.recorder.backlog).toBe(0);
  });

  it('says stale-revision where a revision is asked for that does not exist', async () => {
    const governance = await withApproved();

    await expect(
      governance.checkClosure.answer({ agentId: 'intern', ...closure('a'), minRevision: 99 }),
    ).rejects.toMatchObject({ code: 'stale-revision' });
  });

  it('counts into the figures', async () => {
    const governance = await withApproved();
    await governance.checkClosure.answer({ agentId: 'supervised', ...closure('a', 'b') });
    await governance.checkClosure.answer({ agentId: 'intern', ...closure('a', 'ghost') });

    expect(await governance.stats.read()).toEqual({
      revision: 6,
      packages: { active: 2 },
      agents: 4,
      checks: {
        total: 2,
        allowed: 1,
        byReason: { 'maturity-too-low': 1, 'unknown-package': 1 },
        shared: false,
      },
      auditBacklog: 2,
    });
  });
});
