import { lintPolicy } from './lint-policy';
import { parsePolicy } from './parse-policy';
import { POLICY_TEXT } from './testing/policy-text';

const lint = (text: string) => lintPolicy(parsePolicy(text));
const edit = (from: string, to: string) => {
  if (!POLICY_TEXT.includes(from)) throw new Error(`"${from}" is not in the policy`);
  return POLICY_TEXT.replace(from, () => to);
};
const lineWith = (text: string, part: string) =>
  text.split('\n').findIndex((line) => line.includes(part)) + 1;

describe('libs/domain/policy-file/lint-policy', () => {
  it('finds no error in a policy that is in order, and names what does not decide or is not tested', () => {
    const findings = lint(POLICY_TEXT);

    expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
    expect(findings).toContainEqual({
      level: 'warning',
      line: lineWith(POLICY_TEXT, 'provenance-lost'),
      path: 'rules.provenance-lost',
      message: expect.stringMatching(/runs dry/),
    });
    expect(findings).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        path: 'rules.suspicious',
        message: expect.stringMatching(/no test/),
      }),
    );
  });

  it.each([
    [
      'severity',
      'intern: low, supervised: medium',
      'intern: high, supervised: medium',
      'advisory-severity.refuseFrom.intern',
    ],
    [
      'severity, higher up',
      'supervised: medium, autonomous: high',
      'supervised: critical, autonomous: high',
      'advisory-severity.refuseFrom.supervised',
    ],
    [
      'age of advisory data',
      'intern: 24, supervised: 48, autonomous: 72',
      'intern: 96, supervised: 48, autonomous: 72',
      'advisories-stale.maxAgeHours.intern',
    ],
    [
      'verdict',
      'intern: warning, supervised: suspicious',
      'intern: malicious, supervised: suspicious',
      'suspicious.refuseFrom.intern',
    ],
    [
      'age of the release',
      'intern: 72, supervised: 48, autonomous: 24',
      'intern: 1, supervised: 48, autonomous: 24',
      'release-too-new.minAgeHours.intern',
    ],
    [
      'build scripts',
      'intern: false, supervised: false, autonomous: true',
      'intern: true, supervised: false, autonomous: true',
      'build-scripts.allow.intern',
    ],
    [
      'kinds of files',
      'intern: [wheel, tarball]',
      'intern: [wheel, tarball, sdist]',
      'source-kind.allow.intern',
    ],
    [
      'size of the closure',
      'intern: 100, supervised: 500',
      'intern: 501, supervised: 500',
      'closure-too-large.maxPackages.intern',
    ],
    [
      'a licence in both lists',
      'allow: [MIT, Apache-2.0]\n    deny: [AGPL-3.0-only]',
      'allow: [ISC, MIT]\n    deny: [MIT]',
      'licence-refused.allow[1]',
    ],
    ['a licence that is none', 'allow: [MIT,', 'allow: [MTI,', 'licence-refused.allow[0]'],
    ['a licence in words', 'deny: [AGPL-3.0-only]', 'deny: [the GPL]', 'licence-refused.deny[0]'],
    ['a licence in another case', 'allow: [MIT,', 'allow: [mit,', 'licence-refused.allow[0]'],
    ['an expression of licences', 'allow: [MIT,', 'allow: [MIT OR ISC,', 'licence-refused.allow[0]'],
    ['everything as own', "'@acme/*'", "'*'", 'release-too-new.own[0]'],
    ['every scope as own', "'@acme/*'", "'@*/*'", 'release-too-new.own[0]'],
    ['a short beginning as own', "'@acme/*'", "'a*'", 'release-too-new.own[0]'],
    ['an expression as own', "'@acme/*'", "'^acme-.+$'", 'release-too-new.own[0]'],
    ['a space as own', "'@acme/*'", "'acme *'", 'release-too-new.own[0]'],
    [
      'build scripts of everything',
      'allow: { intern: false,',
      "packages: ['*']\n    allow: { intern: false,",
      'build-scripts.packages[0]',
    ],
  ])('calls a wrong %s an error, with its line', (_, from, to, path) => {
    const text = edit(from, to);

    const errors = lint(text).filter(({ level }) => level === 'error');

    expect(errors).toEqual([
      expect.objectContaining({ path: `rules.${path}`, line: lineWith(text, to.split('\n')[0] ?? to) }),
    ]);
  });

  it.each([
    ['lostProvenanceFactor', 'lostProvenanceFactor: 2'],
    ['farReaching', 'farReaching: { weeklyDownloads: 1000, factor: 2 }'],
  ])('calls %s of no age an error', (field, line) => {
    const text = edit(
      'minAgeHours: { intern: 72, supervised: 48, autonomous: 24 }\n    lostProvenanceFactor: 2',
      `minAgeHours: { intern: 0, supervised: 0, autonomous: 0 }\n    ${line}`,
    );

    expect(lint(text).filter(({ level }) => level === 'error')).toEqual([
      expect.objectContaining({ path: `rules.release-too-new.${field}`, line: lineWith(text, line) }),
    ]);
  });

  it.each([
    ['own scopes', "'@acme/*'"],
    ['a beginning of three letters', "'acme-*'"],
    ['an exact name', "'a'"],
  ])('takes %s as own', (_, own) => {
    expect(lint(edit("'@acme/*'", own)).filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each([
    ['a licence with an exception', 'GPL-2.0-only WITH Classpath-exception-2.0'],
    ['a licence and later', 'Apache-2.0+'],
  ])('takes %s as identifier', (_, licence) => {
    expect(lint(edit('[AGPL-3.0-only]', `['${licence}']`)).filter(({ level }) => level === 'error')).toEqual(
      [],
    );
  });

  it.each([
    [
      'advisories that may be missing',
      'maxAgeHours: { intern: 24',
      'required: false\n    maxAgeHours: { intern: 24',
      'rules.advisory-severity',
      /lets pass where none/,
    ],
    [
      'staleness that is off',
      'maxAgeHours: { intern: 24',
      'mode: off\n    maxAgeHours: { intern: 24',
      'rules.advisory-severity',
      /"advisories-stale" is off/,
    ],
    [
      'staleness in dry run',
      'maxAgeHours: { intern: 24',
      'mode: dry-run\n    maxAgeHours: { intern: 24',
      'rules.advisory-severity',
      /in dry run/,
    ],
    [
      'a rule that is off',
      'release-yanked: {}',
      "release-yanked: { mode: 'off' }",
      'rules.release-yanked',
      /is off/,
    ],
    [
      'suspicious that passes',
      'autonomous: suspicious }',
      'autonomous: malicious }',
      'rules.suspicious.refuseFrom.autonomous',
      /lets suspicious packages pass/,
    ],
    [
      'approvals without end',
      'maxApprovalDays: 365',
      'maxApprovalDays: null',
      'review.maxApprovalDays',
      /no end/,
    ],
    [
      'approvals without evidence',
      'breakGlassHours: 8',
      'breakGlassHours: 8\n  requireScan: false',
      'review.requireScan',
      /without evidence/,
    ],
    [
      'one reviewer for all',
      'twoReviewersUpTo: intern',
      'twoReviewersUpTo: null\n  twoReviewersForStanding: false',
      'review.twoReviewersUpTo',
      /one reviewer/,
    ],
    [
      'a long break of the glass',
      'breakGlassHours: 8',
      'breakGlassHours: 100',
      'review.breakGlassHours',
      /three days/,
    ],
    ['inheritance over major versions', 'step: minor', 'step: any', 'delta.step', /major/],
    [
      'malware that bans nobody',
      'malwareReportsBan: true',
      'malwareReportsBan: false',
      'malwareReportsBan',
      /malware/,
    ],
    [
      'no licences',
      '    allow: [MIT, Apache-2.0]\n    deny: [AGPL-3.0-only]',
      '    mode: enforce',
      'rules.licence-refused',
      /nothing allowed or denied/,
    ],
    ['a licence twice', 'allow: [MIT,', 'allow: [MIT, MIT,', 'rules.licence-refused.allow[1]', /twice/],
    [
      'a name twice',
      "- '@acme/*'",
      "- '@acme/*'\n      - '@acme/*'",
      'rules.release-too-new.own[1]',
      /twice/,
    ],
    [
      'tests of one name',
      'tests:',
      'tests:\n  - { name: in order, given: {}, expect: { effect: allow } }',
      'tests[1].name',
      /two tests/,
    ],
  ])('warns of %s', (_, from, to, path, message) => {
    const findings = lint(edit(from, to));

    expect(findings).toContainEqual(
      expect.objectContaining({ level: 'warning', path, message: expect.stringMatching(message) }),
    );
  });

  it('warns of a policy without tests', () => {
    const text = POLICY_TEXT.slice(0, POLICY_TEXT.indexOf('tests:'));

    expect(lint(text)).toContainEqual(expect.objectContaining({ path: 'tests', level: 'warning' }));
  });

  it('has no word for a rule that a test expects', () => {
    const text = `${POLICY_TEXT}  - name: yanked\n    given: { yanked: true }\n    expect: { effect: deny, reasonCode: release-yanked }\n`;

    expect(lint(text).map(({ path }) => path)).not.toContain('rules.release-yanked');
  });

  it('tells errors before warnings, each in the order of the lines', () => {
    const findings = lint(
      edit("'@acme/*'", "'*'").replace('intern: low, supervised: medium', 'intern: high, supervised: medium'),
    );

    const errors = findings.filter(({ level }) => level === 'error').map(({ line }) => line);
    expect(findings.slice(0, 2).map(({ level }) => level)).toEqual(['error', 'error']);
    expect(errors).toEqual([...errors].sort((a, b) => Number(a) - Number(b)));
  });
});
