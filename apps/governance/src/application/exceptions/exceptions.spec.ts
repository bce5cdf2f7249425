import { fakeGovernance, npm, rita, type FakeGovernance } from '../governance.fake';

const ASKED = {
  actor: rita,
  rule: 'release-too-new',
  selector: { kind: 'all', ecosystem: 'npm', name: 'a' },
  owner: 'ann',
  reason: 'hotfix',
  expiresAt: '2026-02-01',
};
const grant = (governance: FakeGovernance, asked: object = {}) =>
  governance.exceptions.grant.grant({ ...ASKED, ...asked });
const reported = async (governance: FakeGovernance, report: 'all' | 'live' | 'unused' | 'expired') =>
  (await governance.exceptions.list.list({ report, about: 'all' })).exceptions.map(({ owner }) => owner);

describe('governance/application/exceptions/grant-exception', () => {
  it('keeps rule, selector, owner, reason and end', async () => {
    const governance = await fakeGovernance();

    const { exceptionId } = await grant(governance, { agentId: 'intern' });

    expect((await governance.exceptions.list.list({ report: 'all', about: 'all' })).exceptions).toEqual([
      {
        id: exceptionId,
        rule: 'release-too-new',
        selector: ASKED.selector,
        agentId: 'intern',
        owner: 'ann',
        reason: 'hotfix',
        by: 'person:rita',
        grantedAt: governance.clock.now().toISOString(),
        expiresAt: '2026-02-01T00:00:00.000Z',
        state: 'live',
        uses: 0,
        lastUsedAt: null,
        expired: false,
      },
    ]);
  });

  it.each<[string, object, string]>([
    ['a ban', { rule: 'banned' }, 'invalid-exception'],
    ['malware', { rule: 'malicious' }, 'invalid-exception'],
    ['no rule', { rule: '__proto__' }, 'invalid-exception'],
    ['a blank owner', { owner: ' ' }, 'invalid-exception'],
    ['an end that has passed', { expiresAt: '2025-01-01' }, 'invalid-date'],
    ['an end in years', { expiresAt: '2029-01-01' }, 'invalid-date'],
    [
      'a publisher',
      { selector: { kind: 'publisher', ecosystem: 'npm', publisher: 'x' } },
      'invalid-selector',
    ],
    ['no selector', { selector: {} }, 'invalid-selector'],
    ['a bad agent id', { agentId: ' ' }, 'invalid-agent-id'],
    ['an agent', { actor: { kind: 'agent', id: 'x' } }, 'reviewer-refused'],
    ['a service', { actor: { kind: 'service', id: 'x' } }, 'reviewer-refused'],
  ])('refuses %s and changes nothing', async (_title, asked, code) => {
    const governance = await fakeGovernance();

    await expect(grant(governance, asked)).rejects.toMatchObject({ code });
    expect(governance.store.log).toHaveLength(4);
  });
});

describe('governance/application/exceptions/withdraw-exception', () => {
  it('ends it, once', async () => {
    const governance = await fakeGovernance();
    const { exceptionId } = await grant(governance);
    const request = { actor: rita, exceptionId, reason: 'done' };

    await governance.exceptions.withdraw.withdraw(request);

    expect(await reported(governance, 'live')).toEqual([]);
    await expect(governance.exceptions.withdraw.withdraw(request)).rejects.toMatchObject({
      code: 'transition-refused',
    });
  });

  it.each([
    ['an id that there is not', rita, 'exception-not-found'],
    ['an agent', { kind: 'agent' as const, id: 'x' }, 'reviewer-refused'],
  ])('refuses %s', async (_title, actor, code) => {
    const governance = await fakeGovernance();

    await expect(
      governance.exceptions.withdraw.withdraw({ actor, exceptionId: 'none', reason: 'x' }),
    ).rejects.toMatchObject({ code });
  });
});

describe('governance/application/exceptions/list-exceptions', () => {
  it('reports what is live, unused and expired, newest first', async () => {
    const governance = await fakeGovernance();
    await grant(governance, { owner: 'short', expiresAt: '2026-01-01T00:05:00Z' });
    const { exceptionId } = await grant(governance, { owner: 'used' });
    await grant(governance, { owner: 'unused', selector: { kind: 'exact', ...npm('b') } });
    const withdrawn = await grant(governance, { owner: 'withdrawn' });
    await governance.exceptions.withdraw.withdraw({
      actor: rita,
      exceptionId: withdrawn.exceptionId,
      reason: 'done',
    });
    await governance.usage.count('1', [], [{ exceptionId, uses: 3, at: '2026-01-01T10:00:00.000Z' }]);
    await governance.clock.advance(300_000);

    expect(await reported(governance, 'all')).toEqual(['withdrawn', 'unused', 'used', 'short']);
    expect(await reported(governance, 'live')).toEqual(['unused', 'used']);
    expect(await reported(governance, 'unused')).toEqual(['unused']);
    expect(await reported(governance, 'expired')).toEqual(['short']);
    expect(
      (await governance.exceptions.list.list({ report: 'live', about: 'all' })).exceptions[1],
    ).toMatchObject({
      uses: 3,
      lastUsedAt: '2026-01-01T10:00:00.000Z',
    });
  });
});

describe('governance/application/exceptions: statements', () => {
  const STATED = {
    rule: 'not-affected',
    notAffected: { advisory: 'CVE-2026-1', justification: 'vulnerable_code_not_present' as const },
  };
  const about = async (governance: FakeGovernance, which: 'all' | 'rules' | 'advisories') =>
    (await governance.exceptions.list.list({ report: 'all', about: which })).exceptions.map(
      ({ rule }) => rule,
    );

  it('keeps which advisory does not affect what, why, and who answers for it until when', async () => {
    const governance = await fakeGovernance();

    const { exceptionId } = await grant(governance, STATED);

    const { exceptions } = await governance.exceptions.list.list({ report: 'live', about: 'advisories' });
    expect(exceptions).toEqual([
      expect.objectContaining({ ...STATED, id: exceptionId, agentId: null, owner: 'ann', reason: 'hotfix' }),
    ]);
    expect(governance.store.log.at(-1)).toMatchObject({
      parts: [{ kind: 'exception', action: 'grant', actor: rita, value: STATED }],
    });
  });

  it('is listed apart from exceptions of rules', async () => {
    const governance = await fakeGovernance();
    await grant(governance);
    await grant(governance, STATED);

    expect(await about(governance, 'all')).toEqual(['not-affected', 'release-too-new']);
    expect(await about(governance, 'rules')).toEqual(['release-too-new']);
    expect(await about(governance, 'advisories')).toEqual(['not-affected']);
  });

  it.each<[string, object]>([
    ['the rule alone', { rule: 'not-affected' }],
    ['an advisory beside another rule', { ...STATED, rule: 'advisory-severity' }],
    ['a malware report', { ...STATED, notAffected: { ...STATED.notAffected, advisory: 'MAL-2026-1' } }],
    [
      'a malware report in small letters',
      { ...STATED, notAffected: { ...STATED.notAffected, advisory: 'mal-1' } },
    ],
    ['no id', { ...STATED, notAffected: { ...STATED.notAffected, advisory: 'a b' } }],
    ['one agent alone', { ...STATED, agentId: 'intern' }],
    ['nobody who answers for it', { ...STATED, owner: ' ' }],
    ['no words', { ...STATED, reason: ' ' }],
  ])('refuses %s', async (_title, asked) => {
    const governance = await fakeGovernance();

    await expect(grant(governance, asked)).rejects.toMatchObject({ code: 'invalid-exception' });
    expect(governance.store.log).toHaveLength(4);
  });

  it('refuses a statement without end, and one by an agent', async () => {
    const governance = await fakeGovernance();

    await expect(grant(governance, { ...STATED, expiresAt: '2029-01-01' })).rejects.toMatchObject({
      code: 'invalid-date',
    });
    await expect(
      grant(governance, { ...STATED, actor: { kind: 'agent', id: 'intern' } }),
    ).rejects.toMatchObject({ code: 'reviewer-refused' });
  });
});
