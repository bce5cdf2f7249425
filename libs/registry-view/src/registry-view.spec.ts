import type { Actor, RegistryChange, RegistryEntry } from '@sallyport/domain';
import { RegistryView } from './registry-view';

const actor: Actor = { kind: 'person', id: 'rita' };
const at = '2026-01-01T00:00:00.000Z';
const APPROVED: RegistryEntry = { approval: 'approved', minMaturity: 'intern', banReason: null };
const PENDING: RegistryEntry = { approval: 'requested', minMaturity: null, banReason: null };
const BANNED: RegistryEntry = { ...APPROVED, banReason: 'steals tokens' };

const packagePart = (name: string, entry: RegistryEntry): RegistryChange['parts'][number] => ({
  kind: 'package',
  action: 'approve',
  ecosystem: 'npm',
  name,
  version: '1.0.0',
  entry,
  actor,
  at,
});
const agentPart = (agentId: string): RegistryChange['parts'][number] => ({
  kind: 'agent',
  action: 'register',
  agentId,
  maturity: 'intern',
  previous: null,
  actor,
  at,
});
const npm = (name: string, version = '1.0.0') => ({ ecosystem: 'npm' as const, name, version });

function viewAt(revision: number): RegistryView {
  const view = new RegistryView();
  view.load({
    revision,
    packages: [{ ...npm('a'), entry: APPROVED }],
    agents: [{ id: 'ann', maturity: 'supervised' }],
    records: [],
  });
  return view;
}

describe('registry-view/registry-view', () => {
  it.each([
    { title: 'the next revision', at: 8, answer: 'applied', revision: 8, b: PENDING },
    { title: 'the same revision again', at: 7, answer: 'already-known', revision: 7, b: undefined },
    { title: 'an old revision', at: 1, answer: 'already-known', revision: 7, b: undefined },
    { title: 'one revision too far', at: 9, answer: 'gap', revision: 7, b: undefined },
  ])('$title is $answer', ({ at: next, answer, revision, b }) => {
    const view = viewAt(7);

    const applied = view.apply({ revision: next, parts: [packagePart('b', PENDING)] });

    expect(applied).toBe(answer);
    expect(view.revision).toBe(revision);
    expect(view.lookup(npm('b'))).toEqual(b);
  });

  it('makes every part of one act true at once, packages and agents', () => {
    const view = viewAt(0);

    view.apply({
      revision: 1,
      parts: [packagePart('b', APPROVED), packagePart('c', BANNED), agentPart('bob')],
    });

    expect(view.lookup(npm('b'))).toEqual(APPROVED);
    expect(view.lookup(npm('c'))).toEqual(BANNED);
    expect(view.agent('bob')).toMatchObject({ maturity: 'intern', suspended: false });
  });

  it.each([
    { title: 'another ecosystem', id: { ecosystem: 'pypi' as const, name: 'a', version: '1.0.0' } },
    { title: 'another version', id: npm('a', '1.0.1') },
    { title: 'another name', id: npm('A') },
    { title: 'a name that spells name and version', id: npm('a:1.0.0', '') },
    { title: 'a name of the prototype', id: npm('__proto__', 'toString') },
  ])('$title is another package', ({ id }) => {
    expect(viewAt(7).lookup(id)).toBeUndefined();
  });

  it('counts by status as entries come and change', () => {
    const view = viewAt(0);

    view.apply({ revision: 1, parts: [packagePart('b', PENDING), packagePart('c', PENDING)] });
    view.apply({ revision: 2, parts: [packagePart('b', BANNED), agentPart('bob'), agentPart('ann')] });

    expect(view.countsByStatus()).toEqual({ active: 1, pending: 1, banned: 1 });
    expect(view.agents).toBe(2);
  });

  it('leaves out a status that nothing has any more', () => {
    const view = viewAt(0);

    view.apply({ revision: 1, parts: [packagePart('a', BANNED)] });

    expect(view.countsByStatus()).toEqual({ banned: 1 });
  });

  it('load replaces everything', () => {
    const view = viewAt(7);

    view.load({ revision: 9, packages: [{ ...npm('z'), entry: BANNED }], agents: [], records: [] });

    expect([view.revision, view.lookup(npm('a')), view.lookup(npm('z')), view.agent('ann')]).toEqual([
      9,
      undefined,
      BANNED,
      undefined,
    ]);
    expect(view.countsByStatus()).toEqual({ banned: 1 });
  });

  it('stays as it was when a snapshot breaks off', () => {
    const view = viewAt(7);
    function* broken() {
      yield { ...npm('z'), entry: BANNED };
      throw new Error('connection lost');
    }

    expect(() => view.load({ revision: 9, packages: broken(), agents: [], records: [] })).toThrow(
      'connection lost',
    );

    expect([view.revision, view.lookup(npm('a')), view.lookup(npm('z'))]).toEqual([7, APPROVED, undefined]);
  });

  it('keeps each ban with its own reason', () => {
    const view = viewAt(0);

    view.apply({
      revision: 1,
      parts: [packagePart('b', BANNED), packagePart('c', { ...BANNED, banReason: 'abandoned' })],
    });

    expect(view.lookup(npm('b'))?.banReason).toBe('steals tokens');
    expect(view.lookup(npm('c'))?.banReason).toBe('abandoned');
  });
});
