import { digestOf } from '@sallyport/domain/testing';
import {
  fakeGovernance,
  npm,
  reasonFor,
  requestExactly,
  rita,
  type FakeGovernance,
} from '../governance.fake';
import { scanned } from '../scanned.fake';

const ALL_A = { kind: 'all', ecosystem: 'npm', name: 'a' };

async function withApproved() {
  const governance = await fakeGovernance();
  await scanned(governance, npm('a'));
  await governance.approve.approve({ actor: rita, packages: [npm('a')], minMaturity: 'supervised' });
  return governance;
}
const set = (governance: FakeGovernance, asked: object = {}) =>
  governance.bans.set.set({ actor: rita, selector: ALL_A, reason: 'bad', ...asked });

describe('governance/application/bans/set-ban', () => {
  it.each([
    ['every version', ALL_A],
    ['a range', { kind: 'range', ecosystem: 'npm', name: 'a', range: '>=1' }],
    ['a pattern', { kind: 'pattern', ecosystem: 'npm', pattern: '*a' }],
    ['a file', { kind: 'digest', digest: digestOf(npm('a')) }],
    ['that version', { kind: 'exact', ...npm('a') }],
  ])('%s: wins over an exact approval as soon as it is answered', async (_title, selector) => {
    const governance = await withApproved();

    await set(governance, { selector });

    expect(await reasonFor(governance, 'autonomous', 'a')).toBe('banned');
  });

  it('a request does not touch it', async () => {
    const governance = await withApproved();
    const { banId } = await set(governance);

    await requestExactly(governance, 'a@1.0.0', 'a@2.0.0');

    expect(await reasonFor(governance, 'autonomous', 'a', '2.0.0')).toBe('banned');
    expect((await governance.bans.list.list({ state: 'live' })).bans).toMatchObject([{ id: banId }]);
  });

  it('asked for twice, there is one; for another reason, there are two', async () => {
    const governance = await withApproved();
    const first = await set(governance);

    const again = await set(governance, { selector: { ...ALL_A } });
    const other = await set(governance, { reason: 'worse' });

    expect(again).toMatchObject({ changed: 0, unchanged: 1, banId: first.banId });
    expect(other).toMatchObject({ changed: 1, unchanged: 0 });
    expect(other.banId).not.toBe(first.banId);
  });

  it('an exact one is the ban of that version', async () => {
    const governance = await withApproved();

    expect(await set(governance, { selector: { kind: 'exact', ...npm('a') } })).toMatchObject({
      banId: null,
    });
    expect(governance.current.view.lookup(npm('a'))?.banReason).toBe('bad');
  });

  it('a publisher may be banned, and a service may ban', async () => {
    const governance = await withApproved();
    const selector = { kind: 'publisher', ecosystem: 'npm', publisher: 'mallory' };

    await set(governance, { selector, actor: { kind: 'service', id: 'governance' } });

    expect((await governance.bans.list.list({})).bans).toMatchObject([
      { selector, by: 'service:governance' },
    ]);
  });

  it.each<[string, object, string]>([
    ['an agent', { actor: { kind: 'agent', id: 'x' } }, 'reviewer-refused'],
    ['no kind', { selector: { ecosystem: 'npm' } }, 'invalid-selector'],
    [
      'a pattern for everything',
      { selector: { kind: 'pattern', ecosystem: 'npm', pattern: '*' } },
      'invalid-selector',
    ],
    [
      'a bad range',
      { selector: { kind: 'range', ecosystem: 'npm', name: 'a', range: 'x y z' } },
      'invalid-selector',
    ],
    ['another ecosystem', { selector: { ...ALL_A, ecosystem: 'cargo' } }, 'unknown-ecosystem'],
  ])('refuses %s and changes nothing', async (_title, asked, code) => {
    const governance = await withApproved();

    await expect(set(governance, asked)).rejects.toMatchObject({ code });
    expect(governance.store.log).toHaveLength(6);
  });
});

describe('governance/application/bans/lift-ban', () => {
  it('gives back what was approved before', async () => {
    const governance = await withApproved();
    const { banId } = await set(governance);

    await governance.bans.lift.lift({ actor: rita, banId: banId ?? '', reason: 'mistaken' });

    expect(await reasonFor(governance, 'supervised', 'a')).toBe('approved');
    expect((await governance.bans.list.list({ state: 'lifted' })).bans).toHaveLength(1);
    await expect(
      governance.bans.lift.lift({ actor: rita, banId: banId ?? '', reason: 'again' }),
    ).rejects.toMatchObject({ code: 'ban-not-found' });
  });

  it('lifts only the one that is named: another still holds', async () => {
    const governance = await withApproved();
    const { banId } = await set(governance);
    await set(governance, { selector: { kind: 'pattern', ecosystem: 'npm', pattern: 'a*' } });

    await governance.bans.lift.lift({ actor: rita, banId: banId ?? '', reason: 'mistaken' });

    expect(await reasonFor(governance, 'supervised', 'a')).toBe('banned');
  });

  it.each([
    ['an id that there is not', rita, 'constructor', 'ban-not-found'],
    ['an agent', { kind: 'agent' as const, id: 'x' }, 'any', 'reviewer-refused'],
    ['a service', { kind: 'service' as const, id: 'x' }, 'any', 'reviewer-refused'],
  ])('refuses %s', async (_title, actor, banId, code) => {
    const governance = await withApproved();

    await expect(governance.bans.lift.lift({ actor, banId, reason: 'x' })).rejects.toMatchObject({ code });
  });
});
