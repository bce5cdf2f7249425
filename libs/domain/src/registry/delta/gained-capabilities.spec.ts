import fc from 'fast-check';
import type { ArtifactScan, PackageFacts, ReleaseFacts } from '../../policy/package-facts';
import { hook } from '../../scan/testing/profiles';
import { Capability, SEVERITIES, VERDICTS } from '../../scan/report';
import { gainedCapabilities } from './gained-capabilities';
import { artifact, facts } from './known-version.fake';

type Side = [Partial<ArtifactScan>, Partial<ReleaseFacts>];
const anyFacts: fc.Arbitrary<PackageFacts> = fc
  .tuple(
    fc.array(
      fc.record({
        capabilities: fc.uniqueArray(fc.constantFrom(...Capability.options), { maxLength: 4 }),
        runsByItself: fc.uniqueArray(fc.constantFrom('install-hook', 'autoload'), { maxLength: 2 }),
        agentConfiguration: fc.boolean(),
        kind: fc.constantFrom('wheel' as const, 'sdist' as const, 'tarball' as const),
        verdict: fc.constantFrom(...VERDICTS),
        worst: fc.constantFrom(null, ...SEVERITIES),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    fc.record({
      publisher: fc.constantFrom(null, 'ann', 'mallory'),
      provenance: fc.constantFrom(null, 'verified' as const, 'unverified' as const, 'absent' as const),
      buildScripts: fc.constantFrom(null, true, false),
    }),
  )
  .map(([artifacts, release]) => facts(artifacts.map(artifact), release));
const isSubset = (some: readonly string[], all: readonly string[]) => some.every((one) => all.includes(one));
const RUNS = { numRuns: 5_000 };

describe('libs/domain/registry/delta/gained-capabilities', () => {
  it.each<[string, Side, Side, string[]]>([
    ['nothing', [{}, {}], [{}, {}], []],
    ...Capability.options.map((capability): [string, Side, Side, string[]] => [
      `the capability ${capability}`,
      [{}, {}],
      [{ capabilities: [capability] }, {}],
      [capability],
    ]),
    [
      'fewer capabilities',
      [{ capabilities: ['network', 'subprocess'] }, {}],
      [{ capabilities: ['network'] }, {}],
      [],
    ],
    ['an install hook', [{}, {}], [{ runsByItself: ['install-hook'] }, {}], ['install-hook']],
    ['an autoload file', [{}, {}], [{ runsByItself: ['autoload'] }, {}], ['autoload']],
    ['agent configuration', [{}, {}], [{ agentConfiguration: true }, {}], ['agent-configuration']],
    ['a hook', [{ hooks: [] }, {}], [{ hooks: [hook()] }, {}], ['hook:postinstall']],
    ['the same hook', [{ hooks: [hook()] }, {}], [{ hooks: [hook()] }, {}], []],
    [
      'other code of a hook',
      [{ hooks: [hook()] }, {}],
      [{ hooks: [hook({ code: 'c2' })] }, {}],
      ['hook:postinstall'],
    ],
    ['hooks no longer known', [{ hooks: [hook()] }, {}], [{}, {}], ['hooks-unknown']],
    ['hooks that were not known before', [{}, {}], [{ hooks: [hook()] }, {}], ['hooks-unknown']],
    ['no hooks, where it was not known', [{}, {}], [{ hooks: [] }, {}], []],
    ['an sdist', [{ kind: 'wheel' }, {}], [{ kind: 'sdist' }, {}], ['source-kind:sdist']],
    ['another publisher', [{}, {}], [{}, { publisher: 'mallory' }], ['publisher-change']],
    ['a publisher no longer known', [{}, {}], [{}, { publisher: null }], ['publisher-change']],
    ['a publisher known now', [{}, { publisher: null }], [{}, {}], []],
    ['provenance lost', [{}, {}], [{}, { provenance: 'absent' }], ['provenance-loss']],
    ['provenance worse', [{}, {}], [{}, { provenance: 'unverified' }], ['provenance-loss']],
    ['provenance no longer known', [{}, {}], [{}, { provenance: null }], ['provenance-loss']],
    ['provenance never known', [{}, { provenance: null }], [{}, { provenance: 'absent' }], []],
    ['provenance better', [{}, { provenance: 'absent' }], [{}, { provenance: 'verified' }], []],
    ['build scripts', [{}, {}], [{}, { buildScripts: true }], ['build-scripts']],
    [
      'build scripts, not known before',
      [{}, { buildScripts: null }],
      [{}, { buildScripts: true }],
      ['build-scripts'],
    ],
    ['build scripts no longer known', [{}, {}], [{}, { buildScripts: null }], ['build-scripts']],
    ['build scripts never known', [{}, { buildScripts: null }], [{}, { buildScripts: null }], []],
    ['a worse verdict', [{}, {}], [{ verdict: 'suspicious' }, {}], ['verdict:suspicious']],
    ['a worse finding', [{ worst: 'low' }, {}], [{ worst: 'high' }, {}], ['severity:high']],
    ['a finding of the same severity', [{ worst: 'low' }, {}], [{ worst: 'low' }, {}], []],
    [
      'a key of the prototype',
      [{}, {}],
      [{ runsByItself: ['constructor', '__proto__'] }, {}],
      ['__proto__', 'constructor'],
    ],
  ])('%s', (_title, before, after, gained) => {
    expect(gainedCapabilities(facts(...before), facts(...after))).toEqual(gained);
  });

  it('looks at every file', () => {
    const after = facts([artifact(), artifact({ capabilities: ['network'] })]);

    expect(gainedCapabilities(facts(), after)).toEqual(['network']);
  });

  it('nothing is new of the same', () => {
    fc.assert(
      fc.property(anyFacts, (same) => gainedCapabilities(same, same).length === 0),
      RUNS,
    );
  });

  it('one more file never takes away what is new', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, anyFacts, (before, after, more) => {
        const wider = { ...after, artifacts: [...after.artifacts, ...more.artifacts] };
        const own = (gained: string[]) => gained.filter((one) => !/^(verdict|severity):/.test(one));
        return isSubset(own(gainedCapabilities(before, after)), gainedCapabilities(before, wider));
      }),
      RUNS,
    );
  });

  it('what was there already is never new', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, anyFacts, (before, more, after) => {
        const wider = { ...before, artifacts: [...before.artifacts, ...more.artifacts] };
        return isSubset(gainedCapabilities(wider, after), gainedCapabilities(before, after));
      }),
      RUNS,
    );
  });
});
