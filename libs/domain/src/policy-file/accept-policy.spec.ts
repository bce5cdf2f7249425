import { DomainError } from '../errors';
import { acceptPolicy } from './accept-policy';
import { POLICY_TEXT } from './testing/policy-text';

function faultsOf(text: string): string[] {
  try {
    acceptPolicy(text);
  } catch (error) {
    if (DomainError.is(error) && error.code === 'invalid-policy')
      return (error.details as { faults: string[] }).faults;
    throw error;
  }
  return [];
}
const withCase = (given: string, expect: string) =>
  `${POLICY_TEXT}  - name: the case\n    given: ${given}\n    expect: ${expect}\n`;
const CASE_LINE = POLICY_TEXT.split('\n').length;

describe('libs/domain/policy-file/accept-policy', () => {
  it('takes a policy that is in order, with its warnings', () => {
    const { policy, findings, cases } = acceptPolicy(POLICY_TEXT);

    expect(policy.name).toBe('example');
    expect(findings.map(({ level }) => level)).toContain('warning');
    expect(cases).toEqual([expect.objectContaining({ name: 'in order', passed: true })]);
  });

  it.each([
    ['{}', 'allow', 'approved'],
    ['{ ecosystem: pypi }', 'allow', 'approved'],
    ['{ maturity: student }', 'deny', 'student-blocked'],
    ['{ registered: false }', 'deny', 'student-blocked'],
    ['{ suspended: true }', 'deny', 'agent-suspended'],
    ['{ maturity: intern, approvedFor: supervised }', 'deny', 'maturity-too-low'],
    ['{ maturity: intern, approval: all }', 'deny', 'exact-approval-required'],
    ['{ approval: range }', 'allow', 'approved'],
    ['{ approval: all }', 'allow', 'approved'],
    ['{ approval: pattern }', 'allow', 'approved'],
    ['{ approval: digest }', 'allow', 'approved'],
    ['{ maturity: intern, approval: digest }', 'allow', 'approved'],
    ['{ maturity: intern, approvalBound: false }', 'undecided', 'approval-unbound'],
    ['{ approvalExpired: true }', 'deny', 'approval-expired'],
    ['{ digestChanged: true }', 'undecided', 'artifact-changed'],
    ['{ status: unknown }', 'undecided', 'unknown-package'],
    ['{ status: untrusted }', 'deny', 'untrusted'],
    ['{ status: pending }', 'undecided', 'pending-review'],
    ['{ status: pending, firstReview: true }', 'undecided', 'second-review-pending'],
    ['{ status: banned }', 'deny', 'banned'],
    ['{ ban: exact }', 'deny', 'banned'],
    ['{ ban: range }', 'deny', 'banned'],
    ['{ ban: all }', 'deny', 'banned'],
    ['{ ban: pattern }', 'deny', 'banned'],
    ['{ ban: digest }', 'deny', 'banned'],
    ['{ ban: publisher, approval: all }', 'deny', 'banned'],
    ['{ ban: publisher, publisher: unknown }', 'undecided', 'publisher-unknown'],
    ['{ publisher: unknown }', 'allow', 'approved'],
    ['{ ban: publisher, publisher: unknown, exception: publisher-unknown }', 'allow', 'approved'],
    ['{ inventedName: appeared }', 'deny', 'invented-name'],
    ['{ inventedName: cleared }', 'allow', 'approved'],
    ['{ scan: none }', 'undecided', 'not-scanned'],
    ['{ scan: failed }', 'undecided', 'scan-incomplete'],
    ['{ verdict: unknown }', 'undecided', 'scan-incomplete'],
    ['{ verdict: malicious }', 'deny', 'malicious'],
    ['{ verdict: suspicious }', 'deny', 'suspicious'],
    ['{ malware: true }', 'deny', 'malicious'],
    ['{ severity: medium }', 'deny', 'advisory-severity'],
    ['{ severity: low }', 'allow', 'approved'],
    ['{ severity: medium, exception: advisory-severity }', 'allow', 'approved'],
    [
      '{ severity: medium, exception: advisory-severity, exceptionExpired: true }',
      'deny',
      'advisory-severity',
    ],
    ['{ advisoryData: none }', 'undecided', 'advisories-stale'],
    ['{ advisoryDataAgeHours: 49 }', 'undecided', 'advisories-stale'],
    ['{ ageHours: 47 }', 'deny', 'release-too-new'],
    ['{ ageHours: 49 }', 'allow', 'approved'],
    ['{ ageHours: unknown }', 'undecided', 'release-unknown'],
    ['{ ageHours: 1, fixesInUse: true }', 'allow', 'approved'],
    ["{ ageHours: 1, package: '@acme/tool' }", 'allow', 'approved'],
    ['{ ageHours: 1, breakGlass: true }', 'allow', 'approved'],
    ['{ yanked: true }', 'deny', 'release-yanked'],
    ['{ yanked: unknown }', 'undecided', 'release-unknown'],
    ['{ provenance: absent, ageHours: 97 }', 'allow', 'approved'],
    ['{ provenance: absent, ageHours: 95 }', 'deny', 'release-too-new'],
    ['{ licence: AGPL-3.0-only }', 'deny', 'licence-refused'],
    ['{ licence: unknown }', 'undecided', 'licence-unknown'],
    ['{ buildScripts: true }', 'deny', 'build-scripts'],
    ['{ buildScripts: unknown }', 'undecided', 'build-scripts-unknown'],
    ['{ kind: sdist, ecosystem: pypi }', 'deny', 'source-kind'],
    ['{ closureSize: 501 }', 'deny', 'closure-too-large'],
    ['{ closureSize: 500 }', 'allow', 'approved'],
  ])('makes facts of %s: %s, %s', (given, effect, reasonCode) => {
    expect(faultsOf(withCase(given, `{ effect: ${effect}, reasonCode: ${reasonCode} }`))).toEqual([]);
  });

  it.each([
    ['an answer that does not come', '{}', '{ effect: deny }', /expects deny, got allow \(approved\)/],
    [
      'another reason',
      '{ suspended: true }',
      '{ effect: deny, reasonCode: banned }',
      /expects deny \(banned\), got deny \(agent-suspended\)/,
    ],
    ['an unknown fact', '{ mood: good }', '{ effect: allow }', /given\.mood: "the case": no such fact/],
    [
      'a fact of the prototype',
      '{ constructor: 1 }',
      '{ effect: allow }',
      /given\.constructor: "the case": no such fact/,
    ],
    ['a fact with a wrong value', '{ maturity: wise }', '{ effect: allow }', /given\.maturity: "the case": /],
    [
      'a name that is none',
      "{ package: '../x' }",
      '{ effect: allow }',
      /given\.package: "the case": .*not a legal npm package name/,
    ],
    [
      'a version that is none',
      '{ version: latest }',
      '{ effect: allow }',
      /given\.version: "the case": .*not a legal npm version/,
    ],
  ])('refuses a test with %s, with its line', (_, given, expected, fault) => {
    const faults = faultsOf(withCase(given, expected));

    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(Number(/^line (\d+), /.exec(faults[0] ?? '')?.[1])).toBeGreaterThanOrEqual(CASE_LINE);
  });

  it('refuses what its lint calls an error, together with what its tests say', () => {
    const faults = faultsOf(withCase('{}', '{ effect: deny }').replace("'@acme/*'", "'*'"));

    expect(faults).toEqual([
      expect.stringMatching(/own\[0\]: "\*" takes in too much/),
      expect.stringMatching(/tests\[1\]/),
    ]);
  });

  it('does not let a policy switch a structural rule', () => {
    const faults = faultsOf(POLICY_TEXT.replace('rules:\n', "rules:\n  banned: { mode: 'off' }\n"));

    expect(faults).toEqual([
      expect.stringMatching(/^line 4, rules\.banned: no such field: this rule always/),
    ]);
  });
});
