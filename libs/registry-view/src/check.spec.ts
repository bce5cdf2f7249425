import type { Maturity, RegistryEntry } from '@sallyport/domain';
import { checkClosure, checkPackage } from './check';
import { RegistryView } from './registry-view';

const ACTIVE: RegistryEntry = { approval: 'approved', minMaturity: 'supervised', banReason: null };
const ENTRIES: Record<string, RegistryEntry> = {
  active: ACTIVE,
  pending: { approval: 'requested', minMaturity: null, banReason: null },
  rejected: { approval: 'rejected', minMaturity: null, banReason: null },
  banned: { ...ACTIVE, banReason: 'steals tokens' },
};
const AGENTS: Maturity[] = ['student', 'intern', 'supervised', 'autonomous'];

function view(): RegistryView {
  const loaded = new RegistryView();
  loaded.load({
    revision: 41,
    packages: Object.entries(ENTRIES).flatMap(([name, entry]) => [
      { ecosystem: 'npm' as const, name, version: '1.0.0', entry },
      { ecosystem: 'pypi' as const, name: `py-${name}`, version: '1', entry },
    ]),
    agents: AGENTS.map((maturity) => ({ id: maturity, maturity })),
  });
  return loaded;
}
const npm = (agentId: string, name: string, version = '1.0.0') => ({
  agentId,
  ecosystem: 'npm',
  name,
  version,
});

describe('registry-view/check', () => {
  it.each([
    ['supervised', 'active', true, 'approved'],
    ['autonomous', 'active', true, 'approved'],
    ['intern', 'active', false, 'maturity-too-low'],
    ['student', 'active', false, 'student-blocked'],
    ['nobody-registered', 'active', false, 'student-blocked'],
    ['autonomous', 'banned', false, 'banned'],
    ['student', 'banned', false, 'banned'],
    ['autonomous', 'pending', false, 'pending-review'],
    ['autonomous', 'rejected', false, 'untrusted'],
    ['autonomous', 'never-seen', false, 'unknown-package'],
  ])('%s asks for %s: %s, %s', (agentId, name, allowed, reasonCode) => {
    expect(checkPackage(view(), npm(agentId, name)).decision).toMatchObject({
      allowed,
      reasonCode,
      revision: 41,
    });
  });

  it.each([
    ['PY_Active', '1.0.0'],
    ['py.active', 'v1.0'],
    ['Py--Active', '1'],
  ])('finds %s %s under its one spelling', (name, version) => {
    const { decision, facts } = checkPackage(view(), {
      agentId: 'supervised',
      ecosystem: 'pypi',
      name,
      version,
    });

    expect(decision.allowed).toBe(true);
    expect(facts.package).toEqual({ ecosystem: 'pypi', name: 'py-active', version: '1' });
  });

  it.each([
    ['an unknown ecosystem', { ...npm('intern', 'a'), ecosystem: 'cargo' }, 'unknown-ecosystem'],
    ['an ecosystem of the prototype', { ...npm('intern', 'a'), ecosystem: '__proto__' }, 'unknown-ecosystem'],
    ['an ecosystem in capitals', { ...npm('intern', 'a'), ecosystem: 'NPM' }, 'unknown-ecosystem'],
    ['a path', npm('intern', '../x'), 'invalid-name'],
    ['a scope without a name', npm('intern', '@/x'), 'invalid-name'],
    ['a name of 10 kB', npm('intern', 'x'.repeat(10_240)), 'invalid-name'],
    ['a control character', npm('intern', 'lo\u0000dash'), 'invalid-name'],
    ['a line feed at the end', npm('intern', 'lodash\n'), 'invalid-name'],
    ['a homoglyph', npm('intern', 'l\u043edash'), 'invalid-name'],
    ['an override of direction', npm('intern', 'lodash\u202e'), 'invalid-name'],
    ['an empty name', npm('intern', ''), 'invalid-name'],
    ['a URL', npm('intern', 'https://example.invalid/x.tgz'), 'invalid-name'],
    ['a range', npm('intern', 'lodash', '^4'), 'invalid-version'],
    ['a tag', npm('intern', 'lodash', 'latest'), 'invalid-version'],
    ['a version of 10 kB', npm('intern', 'lodash', '1.'.repeat(5_000)), 'invalid-version'],
    ['an agent id of 1 MB', npm('a'.repeat(1_048_576), 'lodash'), 'invalid-agent-id'],
    ['an agent id with a space', npm('a b', 'lodash'), 'invalid-agent-id'],
    ['an empty agent id', npm('', 'lodash'), 'invalid-agent-id'],
  ])('%s is an error, no decision', (_title, check, code) => {
    expect(() => checkPackage(view(), check)).toThrow(expect.objectContaining({ code }));
  });

  it('allows a closure only where every package is allowed', () => {
    const asked = { agentId: 'supervised', ecosystem: 'npm' };

    const all = checkClosure(view(), { ...asked, packages: [{ name: 'active', version: '1.0.0' }] });
    const one = checkClosure(view(), {
      ...asked,
      packages: ['active', 'banned', 'ghost'].map((name) => ({ name, version: '1.0.0' })),
    });

    expect(all.allowed).toBe(true);
    expect(one.allowed).toBe(false);
    expect(one.packages.map(({ decision }) => decision.reasonCode)).toEqual([
      'approved',
      'banned',
      'unknown-package',
    ]);
  });

  it('allows nothing where nothing was asked', () => {
    expect(checkClosure(view(), { agentId: 'supervised', ecosystem: 'npm', packages: [] }).allowed).toBe(
      false,
    );
  });

  it('fails the whole closure for one bad name', () => {
    const packages = [
      { name: 'active', version: '1.0.0' },
      { name: '../x', version: '1.0.0' },
    ];

    expect(() => checkClosure(view(), { agentId: 'supervised', ecosystem: 'npm', packages })).toThrow(
      expect.objectContaining({ code: 'invalid-name' }),
    );
  });
});
