import { CURRENT, lockDigest } from '@sallyport/domain';
import { digestOf } from '@sallyport/domain/testing';
import {
  bob,
  fakeGovernance,
  npm,
  reasonFor,
  requestExactly,
  rita,
  sam,
  type FakeGovernance,
} from '../governance.fake';
import { lockOf } from '../ports/resolver.fake';
import { oneRecord } from '../review/one-record';
import { scanned } from '../scanned.fake';

const ALL = ['a', 'b', 'c', 'd'].map((name) => npm(name));

const approve = (governance: FakeGovernance, target: object) =>
  governance.approve.approve({ actor: rita, minMaturity: 'supervised', ...target });

async function withRequest() {
  const governance = await fakeGovernance();
  await scanned(governance, ...ALL);
  const { requestId } = await requestExactly(governance, 'a@1.0.0', 'b@1.0.0', 'c@1.0.0');
  return { governance, requestId };
}

describe('governance/application/packages/approve-packages: terms', () => {
  const entryOf = (governance: FakeGovernance, name: string) => governance.current.view.lookup(npm(name));
  const two = (governance: FakeGovernance, actor = rita, more: object = {}) =>
    governance.approve.approve({ actor, packages: [npm('a')], minMaturity: 'intern', ...more });

  it('is bound to the files, the closure and the end it was given for', async () => {
    const { governance, requestId } = await withRequest();

    await approve(governance, { requestId, expiresAt: '2026-02-01', without: ['network'], note: 'read it' });

    expect(entryOf(governance, 'a')?.grant).toEqual({
      grantedAt: governance.clock.now().toISOString(),
      expiresAt: '2026-02-01T00:00:00.000Z',
      by: ['person:rita'],
      digests: [digestOf(npm('a'))],
      closure: null,
      without: ['network'],
      breakGlass: false,
      inheritedFrom: null,
      reason: 'read it',
    });
  });

  it('names the closure of the request', async () => {
    const governance = await fakeGovernance();
    await scanned(governance, npm('a'));
    const lock = lockOf('npm', [['a', '1.0.0']]);
    governance.resolver.answer = lock;
    const { requestId } = await governance.request.request({
      actor: sam,
      ecosystem: 'npm',
      requirements: ['a@^1'],
      closure: true,
    });

    await approve(governance, { requestId });

    expect(entryOf(governance, 'a')?.grant?.closure).toBe(lockDigest(lock));
  });

  it('lasts as long as policy allows where nobody says for how long', async () => {
    const { governance, requestId } = await withRequest();

    await approve(governance, { requestId });

    const end = governance.clock.now().getTime() + 365 * 24 * 3_600_000;
    expect(entryOf(governance, 'a')?.grant?.expiresAt).toBe(new Date(end).toISOString());
  });

  it('tells the end that it gave: policy’s, the one asked for, and with a second yes the first one’s', async () => {
    const { governance, requestId } = await withRequest();
    const inDays = (days: number) =>
      new Date(governance.clock.now().getTime() + days * 24 * 3_600_000).toISOString();
    const end = inDays(365);

    expect(await approve(governance, { requestId })).toMatchObject({ changed: 3, expiresAt: end });
    expect(await approve(governance, { requestId })).not.toHaveProperty('expiresAt');
    expect(await approve(governance, { requestId, expiresAt: inDays(7) })).toMatchObject({
      expiresAt: inDays(7),
    });
    expect(await two(governance, rita, { packages: [npm('d')] })).toMatchObject({ expiresAt: end });
    await governance.clock.advance(60_000);
    expect(await two(governance, bob, { packages: [npm('d')] })).toMatchObject({ expiresAt: end });
  });

  it.each<[string, object, string]>([
    ['a date that has passed', { expiresAt: '2025-12-31' }, 'invalid-date'],
    ['a date that is none', { expiresAt: 'soon' }, 'invalid-date'],
    ['a date further than policy allows', { expiresAt: '2028-01-01' }, 'invalid-date'],
    ['break-glass without a reason', { breakGlass: true }, 'invalid-request'],
    ['an agent', { actor: { kind: 'agent', id: 'autonomous' } }, 'reviewer-refused'],
    ['a service', { actor: { kind: 'service', id: 'governance' } }, 'reviewer-refused'],
    ['the requester', { actor: sam }, 'reviewer-refused'],
    ['the requester, by break-glass', { actor: sam, breakGlass: true, note: 'now' }, 'reviewer-refused'],
    ['the requester in other capitals', { actor: { kind: 'person', id: 'Sam' } }, 'reviewer-refused'],
    ['a revision that does not exist yet', { seenRevision: 999 }, 'review-conflict'],
  ])('refuses %s and changes nothing', async (_title, asked, code) => {
    const { governance, requestId } = await withRequest();

    await expect(approve(governance, { requestId, ...asked })).rejects.toMatchObject({ code });
    expect(governance.store.log).toHaveLength(6);
  });

  it('the requester may not approve by naming the packages, nor after having rejected them', async () => {
    const { governance, requestId } = await withRequest();
    const own = { actor: sam, packages: [npm('a')], minMaturity: 'supervised' as const };

    await expect(governance.approve.approve(own)).rejects.toMatchObject({ code: 'reviewer-refused' });
    await governance.reject.reject({ actor: sam, requestId, reason: 'not needed' });
    await expect(governance.approve.approve(own)).rejects.toMatchObject({ code: 'reviewer-refused' });
  });

  it('wants the scan first, and names what has none', async () => {
    const governance = await fakeGovernance();
    await scanned(governance, npm('a'));
    const { requestId } = await requestExactly(governance, 'a@1.0.0', 'x@1.0.0');

    await expect(approve(governance, { requestId, breakGlass: true, note: 'now' })).rejects.toMatchObject({
      code: 'scan-missing',
      message: '1 of 2 packages have no scan that came through: npm:x@1.0.0',
    });
  });

  it('takes two people for interns', async () => {
    const { governance } = await withRequest();

    expect(await two(governance)).toMatchObject({ changed: 1, awaitingSecond: 1 });
    expect(await reasonFor(governance, 'intern', 'a')).toBe('second-review-pending');
    await expect(two(governance)).rejects.toMatchObject({ code: 'reviewer-refused' });
    await expect(two(governance, bob, { without: ['network'] })).rejects.toMatchObject({
      code: 'transition-refused',
      message: expect.stringContaining('withheld capabilities none and now network'),
    });

    expect(await two(governance, bob)).toMatchObject({ revision: 8, changed: 1, unchanged: 0 });
    expect(await reasonFor(governance, 'intern', 'a')).toBe('approved');
    expect(entryOf(governance, 'a')?.grant?.by).toEqual(['person:rita', 'person:bob']);
    expect(governance.store.log.at(-1)?.parts[0]).toMatchObject({ action: 'second', actor: bob });
  });

  it.each(['supervised', 'autonomous'] as const)('takes one person for %s agents', async (minMaturity) => {
    const { governance } = await withRequest();

    await two(governance, rita, { minMaturity });

    expect(await reasonFor(governance, minMaturity, 'a')).toBe('approved');
    expect(await reasonFor(governance, 'intern', 'a')).toBe('maturity-too-low');
  });

  it('a second yes is for the files of the first one', async () => {
    const { governance } = await withRequest();
    await two(governance);
    await scanned(governance, { ...npm('a'), scan: { digest: digestOf(npm('other')) } });

    await expect(two(governance, bob)).rejects.toMatchObject({
      code: 'transition-refused',
      message: expect.stringContaining('files'),
    });
  });

  it('break-glass takes one person, for hours, and is flagged', async () => {
    const { governance } = await withRequest();

    await two(governance, rita, { breakGlass: true, note: 'production is down' });

    const decision = await governance.checkPackage.answer({ agentId: 'intern', ...npm('a') });
    expect(decision).toMatchObject({ allowed: true, breakGlass: true });
    expect(governance.store.log.at(-1)?.parts[0]).toMatchObject({
      note: 'production is down',
      entry: { grant: { breakGlass: true, expiresAt: '2026-01-01T04:00:01.000Z' } },
    });
    await governance.clock.advance(4 * 3_600_000);
    expect(await reasonFor(governance, 'intern', 'a')).toBe('approval-expired');
  });

  it('a closure shares packages with those approved before', async () => {
    const { governance, requestId } = await withRequest();
    for (const actor of [rita, bob]) await two(governance, actor, { packages: [npm('b')] });
    const all = { requestId, minMaturity: 'intern' as const, without: ['network' as const] };

    const first = await governance.approve.approve({ actor: rita, ...all });
    const second = await governance.approve.approve({ actor: bob, ...all });

    expect([first, second]).toMatchObject([
      { changed: 2, unchanged: 1, awaitingSecond: 2 },
      { changed: 2, unchanged: 1 },
    ]);
    expect(entryOf(governance, 'b')?.grant?.without).toEqual([]);
  });

  it('a policy that cannot be read approves nothing', async () => {
    const { governance, requestId } = await withRequest();
    await governance.writer.write({
      at: governance.clock.now().toISOString(),
      decide: () => [
        oneRecord('policy', CURRENT, {
          action: 'apply',
          value: { text: '{', version: 'x@0', digest: digestOf(npm('a')) },
          actor: rita,
          at: governance.clock.now().toISOString(),
        }),
      ],
    });

    await expect(approve(governance, { requestId })).rejects.toMatchObject({ code: 'transition-refused' });
  });
});
