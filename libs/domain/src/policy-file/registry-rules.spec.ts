import { acceptPolicy } from './accept-policy';
import { lintPolicy } from './lint-policy';
import { parsePolicy } from './parse-policy';
import { POLICY_TEXT } from './testing/policy-text';

const RULES = `  deprecated:
    allow: { intern: false, supervised: false, autonomous: true }
  publisher-changed:
    allow: { intern: same, supervised: earlier, autonomous: anyone }
  long-dormant:
    maxDays: { intern: 365, supervised: 730, autonomous: 1825 }
  release-burst:
    maxInHour: { intern: 3, supervised: 5, autonomous: 10 }
    maxInDay: { intern: 11, supervised: 22, autonomous: 50 }
  version-jump:
    maxMajors: { intern: 1, supervised: 2, autonomous: 12 }
    allowLower: { intern: false, supervised: false, autonomous: false }
  new-dependency-in-patch:
    minAgeDays: { intern: 90, supervised: 30, autonomous: 0 }
  source-mismatch:
    allow: { intern: false, supervised: false, autonomous: false }
  install-scripts-hidden:
    allow: { intern: false, supervised: false, autonomous: false }
`;
const TEXT = POLICY_TEXT.replace('  provenance-lost:', `${RULES}  provenance-lost:`);

const errorsOf = (text: string) =>
  lintPolicy(parsePolicy(text))
    .filter(({ level }) => level === 'error')
    .map(({ path }) => path);

function faultsOf(given: string, expected: string): unknown {
  try {
    acceptPolicy(`${TEXT}  - name: the case\n    given: ${given}\n    expect: ${expected}\n`);
    return [];
  } catch (cause) {
    return cause;
  }
}

describe('libs/domain/policy-file: rules over what a registry says', () => {
  it('may be left out, and nobody is warned of that', () => {
    const warned = lintPolicy(parsePolicy(POLICY_TEXT)).map(({ path }) => path);

    expect(warned).not.toContain('rules.long-dormant');
    expect(parsePolicy(POLICY_TEXT).policy.rules['long-dormant']).toBeUndefined();
  });

  it('are warned of like others where they are there', () => {
    const warned = lintPolicy(
      parsePolicy(TEXT.replace('  long-dormant:\n', "  long-dormant:\n    mode: 'off'\n")),
    );

    expect(warned).toContainEqual(
      expect.objectContaining({ path: 'rules.long-dormant', message: expect.stringContaining('is off') }),
    );
    expect(errorsOf(TEXT)).toEqual([]);
  });

  it.each([
    [
      'intern: false, supervised: false, autonomous: true }\n  publisher',
      'intern: true, supervised: false, autonomous: true }\n  publisher',
      'deprecated.allow.intern',
    ],
    ['intern: same', 'intern: anyone', 'publisher-changed.allow.intern'],
    ['intern: 365', 'intern: 731', 'long-dormant.maxDays.intern'],
    ['intern: 3,', 'intern: 6,', 'release-burst.maxInHour.intern'],
    ['supervised: 22', 'supervised: 51', 'release-burst.maxInDay.supervised'],
    ['intern: 1,', 'intern: 3,', 'version-jump.maxMajors.intern'],
    ['allowLower: { intern: false', 'allowLower: { intern: true', 'version-jump.allowLower.intern'],
    ['intern: 90', 'intern: 29', 'new-dependency-in-patch.minAgeDays.intern'],
    [
      'source-mismatch:\n    allow: { intern: false',
      'source-mismatch:\n    allow: { intern: true',
      'source-mismatch.allow.intern',
    ],
    [
      'hidden:\n    allow: { intern: false',
      'hidden:\n    allow: { intern: true',
      'install-scripts-hidden.allow.intern',
    ],
  ])('are laxer upward only: %j to %j', (from, to, path) => {
    expect(TEXT).toContain(from);
    expect(errorsOf(TEXT.replace(from, to))).toEqual([`rules.${path}`]);
  });

  it.each([
    ['{ deprecated: true }', 'deny', 'deprecated'],
    ['{ deprecated: unknown }', 'undecided', 'registry-fact-unknown'],
    ['{ deprecated: true, maturity: autonomous }', 'allow', 'approved'],
    ['{ deprecated: true, exception: deprecated }', 'allow', 'approved'],
    ['{ publisherChange: newcomer }', 'deny', 'publisher-changed'],
    ['{ publisherChange: earlier }', 'allow', 'approved'],
    ['{ publisherChange: unknown }', 'undecided', 'registry-fact-unknown'],
    ['{ dormantDays: 731 }', 'deny', 'long-dormant'],
    ['{ dormantDays: 730 }', 'allow', 'approved'],
    ['{ dormantDays: unknown }', 'undecided', 'registry-fact-unknown'],
    ['{ releasesInHour: 6 }', 'deny', 'release-burst'],
    ['{ releasesInDay: 23 }', 'deny', 'release-burst'],
    ['{ releasesInHour: unknown }', 'undecided', 'registry-fact-unknown'],
    ['{ majorsLeapt: 3 }', 'deny', 'version-jump'],
    ['{ lowerVersion: true }', 'deny', 'version-jump'],
    ['{ majorsLeapt: unknown }', 'undecided', 'registry-fact-unknown'],
    ['{ newDependencyAgeDays: 0 }', 'deny', 'new-dependency-in-patch'],
    ['{ newDependencyAgeDays: 30 }', 'allow', 'approved'],
    ['{ newDependencyAgeDays: unknown }', 'undecided', 'registry-fact-unknown'],
    ['{ sourceAgrees: false }', 'deny', 'source-mismatch'],
    ['{ sourceAgrees: unknown }', 'undecided', 'registry-fact-unknown'],
    ['{ installScriptsAgree: false }', 'deny', 'install-scripts-hidden'],
    ['{ installScriptsAgree: unknown }', 'undecided', 'registry-fact-unknown'],
  ])('have facts for tests: %s, %s, %s', (given, effect, reasonCode) => {
    expect(faultsOf(given, `{ effect: ${effect}, reasonCode: ${reasonCode} }`)).toEqual([]);
  });
});
