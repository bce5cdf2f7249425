import type { ArtifactProfile } from '../profile';
import { dependency, hook, profile } from '../testing/profiles';
import { compareProfiles } from './compare-profiles';
import { deltaSigns, packageOf } from './signs';

const ages: Readonly<Record<string, number>> = { young: 59, grown: 60, year: 364, old: 365 };
const added = (...own: Parameters<typeof dependency>) => ({ dependencies: [dependency(...own)] });

function codes(after: Partial<ArtifactProfile>, before: Partial<ArtifactProfile> = {}): string[] {
  const delta = compareProfiles(profile(before), profile(after));
  return deltaSigns(delta, { ageOf: (name) => ages[name] ?? null }).map(({ code }) => code);
}

describe('scan/delta/signs', () => {
  it.each<[string, Partial<ArtifactProfile>, string[]]>([
    ['nothing', {}, []],
    ['a capability', { capabilities: ['network'] }, ['capability-gained']],
    ['machine code', { capabilities: ['native-code'] }, ['native-code-gained']],
    ['a hook', { hooks: [hook()] }, ['hook-added']],
    ['a mild finding', { findings: [{ rule: 'x', severity: 'medium' }] }, []],
    ['a grave finding', { findings: [{ rule: 'x', severity: 'high' }] }, ['finding-gained']],
    ['a young dependency', added({ name: 'young' }), ['young-dependency']],
    ['a grown dependency', added({ name: 'grown' }), []],
    ['a dependency of unknown age', added({ name: 'x' }), []],
    ['one that nothing names', added({ name: 'x', isNamed: false }), ['unnamed-dependency']],
    ['one of less than a year', added({ name: 'year', isNamed: false }), ['unnamed-dependency']],
    ['one of a year', added({ name: 'old', isNamed: false }), []],
    ['both', added({ name: 'young', isNamed: false }), ['young-dependency', 'unnamed-dependency']],
    ['an alias of a young one', added({ name: 'old', range: 'npm:young@^1.0.0' }), ['young-dependency']],
    ['a tool for building', added({ name: 'x', section: 'build', isNamed: false }), []],
    ['a young tool for building', added({ name: 'young', section: 'build' }), ['young-dependency']],
    ['what only an extra needs', added({ name: 'young', section: 'extra', isNamed: false }), []],
    ['what the host has to have', added({ name: 'young', section: 'peer', isNamed: false }), []],
    ['what was cut', { cut: ['archive'] }, ['not-whole']],
    [
      'more dependencies than are shown',
      { dependencies: Array.from({ length: 51 }, (_, n) => dependency({ name: `d${n}` })) },
      ['not-whole'],
    ],
    [
      'more hooks than are shown',
      { hooks: Array.from({ length: 51 }, (_, n) => hook({ name: `h${n}.pth` })) },
      [...Array.from({ length: 50 }, () => 'hook-added'), 'not-whole'],
    ],
  ])('%s', (_title, after, expected) => {
    expect(codes(after)).toEqual(expected);
  });

  it('speaks of a hook that changed, and not of one that stayed', () => {
    expect(codes({ hooks: [hook({ command: 'node x.js' })] }, { hooks: [hook()] })).toEqual(['hook-changed']);
    expect(codes({ hooks: [hook({ code: 'c2' })] }, { hooks: [hook()] })).toEqual([]);
  });

  it.each([
    ['^1.0.0', 'a'],
    ['npm:b@^1.0.0', 'b'],
    ['npm:@s/b@1', '@s/b'],
    ['npm:b', 'b'],
  ])('reads %s as of the package %s', (range, expected) => {
    expect(packageOf({ name: 'a', range })).toBe(expected);
  });
});
