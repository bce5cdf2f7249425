import type { Maturity } from '../../agent/maturity';
import { decide } from '../decide';
import { type EXAMPLE_GRANT, EXAMPLES, factsInOrder } from '../decide.examples';
import { approval } from '../testing/approvals';

describe('libs/domain/policy/rules: break-glass', () => {
  it.each<[Maturity, Partial<typeof EXAMPLE_GRANT>, object]>([
    ['supervised', { breakGlass: true }, { allowed: true, breakGlass: true }],
    ['supervised', { breakGlass: false }, { allowed: false, reasonCode: 'release-too-new' }],
  ])('%s, %j: %j', (maturity, grant, expected) => {
    const { known } = EXAMPLES['release-too-new'];

    expect(decide(factsInOrder({ maturity, known, approvals: [approval({}, grant)] }), 1)).toMatchObject(
      expected,
    );
  });

  const broken = { approvals: [approval({}, { breakGlass: true })] };
  it.each(['release-too-new', 'release-unknown', 'advisories-stale'] as const)(
    'break-glass passes %s',
    (code) => {
      expect(decide({ ...EXAMPLES[code], ...broken }, 1)).toMatchObject({ allowed: true, breakGlass: true });
    },
  );

  it.each([
    'banned',
    'malicious',
    'advisory-severity',
    'suspicious',
    'release-yanked',
    'deprecated',
    'publisher-changed',
    'long-dormant',
    'release-burst',
    'version-jump',
    'new-dependency-in-patch',
    'source-mismatch',
    'install-scripts-hidden',
    'registry-fact-unknown',
    'provenance-lost',
    'provenance-changed',
    'licence-refused',
    'build-scripts',
    'source-kind',
    'closure-too-large',
    'not-scanned',
    'scan-incomplete',
    'not-detonated',
    'artifact-changed',
    'publisher-unknown',
    'provenance-unknown',
    'licence-unknown',
    'build-scripts-unknown',
  ] as const)('break-glass does not pass %s', (code) => {
    const decision = decide({ ...EXAMPLES[code], ...broken }, 1);

    expect(decision).toMatchObject({ allowed: false, reasonCode: code });
    expect(decision).not.toHaveProperty('breakGlass');
  });
});
