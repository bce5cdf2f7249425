import { digestOf } from '@sallyport/domain/testing';
import { bob, fakeGovernance, npm, reasonFor, rita, type FakeGovernance } from '../governance.fake';
import { scanned } from '../scanned.fake';

const ALL_A = { kind: 'all', ecosystem: 'npm', name: 'a' };
const NO_NETWORK = ['network' as const];

async function withScans() {
  const governance = await fakeGovernance();
  await scanned(governance, npm('a'), npm('a', '2.0.0'), npm('@acme/x'));
  return governance;
}
const grant = (governance: FakeGovernance, asked: object = {}) =>
  governance.approvals.grant.grant({ actor: rita, selector: ALL_A, minMaturity: 'supervised', ...asked });
const second = (governance: FakeGovernance, approvalId: string, asked: object = {}) =>
  governance.approvals.second.second({ actor: bob, approvalId, ...asked });

async function proposed() {
  const governance = await withScans();
  const { approvalId } = await grant(governance);
  return { governance, approvalId: approvalId ?? '' };
}

describe('governance/application/approvals/grant-approval', () => {
  it('is proposed until another person agrees', async () => {
    const governance = await withScans();

    const receipt = await grant(governance);
    const expiresAt = new Date(governance.clock.now().getTime() + 365 * 24 * 3_600_000).toISOString();
    await governance.clock.advance(60_000);

    expect(receipt).toMatchObject({ changed: 1, unchanged: 0, awaitingSecond: 1, expiresAt });
    expect(await reasonFor(governance, 'supervised', 'a')).not.toBe('approved');
    expect(await second(governance, receipt.approvalId ?? '')).toMatchObject({ changed: 1, expiresAt });
    expect(await reasonFor(governance, 'supervised', 'a')).toBe('approved');
    expect(await reasonFor(governance, 'supervised', 'a', '2.0.0')).toBe('approved');
    expect((await governance.approvals.list.list({ state: 'live' })).approvals).toMatchObject([
      { id: receipt.approvalId, grant: { by: ['person:rita', 'person:bob'] } },
    ]);
  });

  it.each([
    ['every version', ALL_A, true],
    ['a range', { kind: 'range', ecosystem: 'npm', name: 'a', range: '^1' }, true],
    ['a range of others', { kind: 'range', ecosystem: 'npm', name: 'a', range: '^2' }, false],
    ['a pattern', { kind: 'pattern', ecosystem: 'npm', pattern: 'a*' }, true],
    ['a scope', { kind: 'pattern', ecosystem: 'npm', pattern: '@acme/*' }, false],
    ['a file', { kind: 'digest', digest: digestOf(npm('a')) }, true],
  ])('%s, once live', async (_title, selector, isAllowed) => {
    const governance = await withScans();

    await grant(governance, { selector, breakGlass: true, note: 'outage' });

    expect((await reasonFor(governance, 'supervised', 'a')) === 'approved').toBe(isAllowed);
  });

  it('one file is one version: a single person may approve it, for its bytes', async () => {
    const governance = await withScans();

    await grant(governance, { selector: { kind: 'digest', digest: digestOf(npm('a')) } });

    expect((await governance.approvals.list.list({})).approvals).toMatchObject([
      { state: 'live', grant: { digests: [digestOf(npm('a'))] } },
    ]);
  });

  it('one file for interns takes two people all the same', async () => {
    const governance = await withScans();
    const selector = { kind: 'digest', digest: digestOf(npm('a')) };

    expect(await grant(governance, { selector, minMaturity: 'intern' })).toMatchObject({ awaitingSecond: 1 });
    expect((await governance.approvals.list.list({})).approvals).toMatchObject([{ state: 'proposed' }]);
  });

  it('an exact selector is the approval of that version', async () => {
    const governance = await withScans();

    const receipt = await grant(governance, { selector: { kind: 'exact', ...npm('a', 'v1.0.0') } });

    expect(receipt).toMatchObject({ changed: 1, approvalId: null });
    expect(governance.current.view.lookup(npm('a'))?.approval).toBe('approved');
  });

  it('asked for twice, there is one', async () => {
    const { governance, approvalId } = await proposed();

    expect(await grant(governance, { selector: { ...ALL_A, name: 'a' } })).toEqual({
      revision: 6,
      changed: 0,
      unchanged: 1,
      approvalId,
    });
  });

  it.each<[string, object, string]>([
    ['an agent', { actor: { kind: 'agent', id: 'x' } }, 'reviewer-refused'],
    ['a service', { actor: { kind: 'service', id: 'x' } }, 'reviewer-refused'],
    [
      'a publisher',
      { selector: { kind: 'publisher', ecosystem: 'npm', publisher: 'ann' } },
      'invalid-selector',
    ],
    ['no kind', { selector: {} }, 'invalid-selector'],
    [
      'a pattern for everything',
      { selector: { kind: 'pattern', ecosystem: 'npm', pattern: '*' } },
      'invalid-selector',
    ],
    ['another ecosystem', { selector: { ...ALL_A, ecosystem: 'cargo' } }, 'unknown-ecosystem'],
    ['a bad name', { selector: { ...ALL_A, name: '../x' } }, 'invalid-name'],
    ['a bad version', { selector: { kind: 'exact', ...npm('a', 'latest') } }, 'invalid-version'],
    ['a date that has passed', { expiresAt: '2020-01-01' }, 'invalid-date'],
    ['a date too far', { expiresAt: '2030-01-01' }, 'invalid-date'],
    ['break-glass without a reason', { breakGlass: true }, 'invalid-request'],
    ['a revision that does not exist', { seenRevision: 99 }, 'review-conflict'],
    ['an exact version without scan', { selector: { kind: 'exact', ...npm('new') } }, 'scan-missing'],
  ])('refuses %s and changes nothing', async (_title, asked, code) => {
    const governance = await withScans();

    await expect(grant(governance, asked)).rejects.toMatchObject({ code });
    expect(governance.store.log).toHaveLength(5);
  });
});

describe('governance/application/approvals/second-approval', () => {
  it.each<[string, object, string]>([
    ['the same person', { actor: rita }, 'reviewer-refused'],
    ['the same person in other capitals', { actor: { kind: 'person', id: 'RITA' } }, 'reviewer-refused'],
    ['an agent', { actor: { kind: 'agent', id: 'x' } }, 'reviewer-refused'],
    ['an id that there is not', { approvalId: '__proto__' }, 'approval-not-found'],
  ])('refuses %s', async (_title, asked, code) => {
    const { governance, approvalId } = await proposed();

    await expect(second(governance, approvalId, asked)).rejects.toMatchObject({ code });
    expect((await governance.approvals.list.list({ state: 'proposed' })).approvals).toHaveLength(1);
  });

  it('refuses what is live already by name', async () => {
    const { governance, approvalId } = await proposed();
    await second(governance, approvalId);

    await expect(second(governance, approvalId)).rejects.toMatchObject({
      code: 'transition-refused',
      message: expect.stringContaining('is "live" and has no "second"'),
    });
  });
});

describe('governance/application/approvals/revoke-approval', () => {
  const revoke = (governance: FakeGovernance, approvalId: string, actor = bob) =>
    governance.approvals.revoke.revoke({ actor, approvalId, reason: 'no longer' });

  it('ends a live one, with its reason in the log', async () => {
    const { governance, approvalId } = await proposed();
    await second(governance, approvalId);

    await revoke(governance, approvalId);

    expect(await reasonFor(governance, 'supervised', 'a')).not.toBe('approved');
    expect(governance.store.log.at(-1)?.parts[0]).toMatchObject({ action: 'revoke', note: 'no longer' });
  });

  it('turns a proposed one down, so that nobody can second it', async () => {
    const { governance, approvalId } = await proposed();

    await revoke(governance, approvalId);

    await expect(second(governance, approvalId)).rejects.toMatchObject({ code: 'transition-refused' });
    await expect(revoke(governance, approvalId)).rejects.toMatchObject({ code: 'transition-refused' });
  });

  it('is for people', async () => {
    const { governance, approvalId } = await proposed();

    await expect(revoke(governance, approvalId, { kind: 'agent', id: 'x' })).rejects.toMatchObject({
      code: 'reviewer-refused',
    });
    await expect(revoke(governance, 'none')).rejects.toMatchObject({ code: 'approval-not-found' });
  });
});

describe('governance/application/approvals/list-approvals', () => {
  it('lists the newest first', async () => {
    const governance = await withScans();
    await grant(governance);
    await grant(governance, { selector: { ...ALL_A, name: 'b' }, without: NO_NETWORK });

    const { approvals } = await governance.approvals.list.list({});

    expect(approvals.map(({ selector }) => selector)).toMatchObject([{ name: 'b' }, { name: 'a' }]);
  });
});
