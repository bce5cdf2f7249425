import { DomainError } from '../errors';
import { parsePolicy } from './parse-policy';
import { MAX_POLICY_BYTES } from './read-yaml';
import { POLICY_TEXT } from './testing/policy-text';

function faultsOf(text: string): string[] {
  try {
    parsePolicy(text);
  } catch (error) {
    if (DomainError.is(error) && error.code === 'invalid-policy')
      return (error.details as { faults: string[] }).faults;
    throw error;
  }
  return [];
}

const [FIRST = '', ...REST] = POLICY_TEXT.split('\n');
const LINES = REST.length;
const without = (line: RegExp) => [FIRST, ...REST].filter((one) => !line.test(one)).join('\n');

describe('libs/domain/policy-file/parse-policy', () => {
  it('reads a policy, with defaults for what it leaves out', () => {
    const { policy, version, digest } = parsePolicy(POLICY_TEXT);

    expect(policy).toMatchObject({
      name: 'example',
      rules: {
        'advisory-severity': { mode: 'enforce', refuseFrom: { intern: 'low', autonomous: 'high' } },
        'release-too-new': { exemptFixes: true, own: ['@acme/*'], lostProvenanceFactor: 2 },
        'provenance-lost': { mode: 'dry-run' },
      },
      review: { twoReviewersForStanding: true },
      tests: [{ name: 'in order', given: {}, expect: { effect: 'allow' } }],
    });
    expect(version).toMatch(/^example@[0-9a-f]{12}$/);
    expect(digest).toBe(`sha256:${digest.slice(7)}`);
    expect(digest.slice(7, 19)).toBe(version.slice('example@'.length));
  });

  it('names the bytes: a comment more is another version of the same policy', () => {
    const one = parsePolicy(POLICY_TEXT);
    const other = parsePolicy(`${POLICY_TEXT}# reviewed\n`);

    expect(other.policy).toEqual(one.policy);
    expect(other.version).not.toBe(one.version);
  });

  it('knows the line of what it read', () => {
    const { lineOf } = parsePolicy(POLICY_TEXT);

    expect(lineOf(['schema'])).toBe(1);
    expect(lineOf(['rules', 'release-too-new', 'own', 0])).toBe(
      POLICY_TEXT.split('\n').findIndex((line) => line.includes('@acme/*')) + 1,
    );
    expect(lineOf(['tests', 0, 'name'])).toBe(
      POLICY_TEXT.split('\n').findIndex((line) => line.includes('in order')) + 1,
    );
    expect(lineOf(['review', 'requireScan'])).toBe(lineOf(['review']));
  });

  it('reads thresholds that are repeated by an alias', () => {
    const text = POLICY_TEXT.replace('maxAgeHours: {', 'maxAgeHours: &hours {').replace(
      'minAgeHours: { intern: 72, supervised: 48, autonomous: 24 }',
      'minAgeHours: *hours',
    );

    const { policy } = parsePolicy(text);

    expect(policy.rules['release-too-new'].minAgeHours).toEqual(policy.rules['advisories-stale'].maxAgeHours);
  });

  it('tells every fault at once, each with its line', () => {
    const faults = faultsOf(
      POLICY_TEXT.replace('intern: low', 'intern: mild')
        .replace('  suspicious:', '  suspicius:')
        .replace('inherit: true', 'inherit: perhaps'),
    );

    expect(faults).toEqual([
      expect.stringMatching(/^line 5, rules\.advisory-severity\.refuseFrom\.intern: .*"info"/),
      expect.stringMatching(/^line \d+, rules\.suspicious: /),
      expect.stringMatching(/^line \d+, rules\.suspicius: no such field$/),
      expect.stringMatching(/^line \d+, delta\.inherit: .*boolean/),
    ]);
  });

  it.each([
    ['an empty text', '', /empty|expected object/],
    ['spaces', '   \n', /expected object|empty/],
    ['a list', '- 1\n', /expected object/],
    ['a text', 'policy\n', /expected object/],
    [
      'another schema',
      POLICY_TEXT.replace('policy/1', 'policy/2'),
      /^line 1, schema: "sallyport-policy\/2" is not/,
    ],
    ['no schema', without(/^schema:/), /schema: .*sallyport-policy\/1/],
    [
      'a name with a space',
      POLICY_TEXT.replace('name: example', 'name: my policy'),
      /^line 2, name: lower-case/,
    ],
    ['no review', without(/^review:|^ {2}(twoReviewersUpTo|maxApprovalDays|breakGlassHours):/), /review: /],
    [
      'the line for two reviewers of before, which ran the other way',
      POLICY_TEXT.replace('twoReviewersUpTo: intern', 'twoReviewersFrom: autonomous'),
      /^line \d+, review\.twoReviewersFrom: no such field/m,
    ],
    [
      'a key twice',
      POLICY_TEXT.replace('name: example', 'name: example\nname: other'),
      /^line 3: "name" is there twice/,
    ],
    ['a broken line', `${POLICY_TEXT}: : [\n`, new RegExp(`^line ${LINES}|^line ${LINES + 1}`)],
    ['a tab as indentation', POLICY_TEXT.replace('  suspicious:', '\tsuspicious:'), /^line \d+: /],
    [
      'a tag',
      POLICY_TEXT.replace('name: example', 'name: !!str example'),
      /^line 2: tags such as .* are not read/,
    ],
    ['a tag of its own', POLICY_TEXT.replace('name: example', 'name: !run example'), /^line 2: /],
    ['a tag on a map', POLICY_TEXT.replace('rules:', 'rules: !!omap'), /^line 3: /],
    ['a second document', `${POLICY_TEXT}---\nname: other\n`, /a policy is one document/],
    ['YAML 1.1', `%YAML 1.1\n---\n${POLICY_TEXT}`, /a policy is YAML 1\.2/],
    [
      'a merge key',
      POLICY_TEXT.replace('name: example', 'name: example\n<<: { tests: [] }'),
      /<<: no such field/,
    ],
    [
      'a key of the prototype',
      POLICY_TEXT.replace('name: example', 'name: example\n__proto__: {}'),
      /^line 3: "__proto__" is no key/,
    ],
    [
      'constructor as a key',
      POLICY_TEXT.replace('name: example', 'name: example\nconstructor: {}'),
      /constructor: no such field/,
    ],
    [
      'a number as a key',
      POLICY_TEXT.replace('name: example', 'name: example\n1: {}'),
      /^line 3: keys are text/,
    ],
    [
      'a list as a key',
      POLICY_TEXT.replace('name: example', 'name: example\n? [a]\n: b'),
      /^line 3: keys are text/,
    ],
    [
      'an alias of nothing',
      POLICY_TEXT.replace('name: example', 'name: *who'),
      /^line 2: "\*who" stands for nothing/,
    ],
    ['yes for a boolean', POLICY_TEXT.replace('inherit: true', 'inherit: yes'), /delta\.inherit: /],
    [
      'a number too large',
      POLICY_TEXT.replace('breakGlassHours: 8', 'breakGlassHours: 1e9'),
      /breakGlassHours: /,
    ],
    ['not a number', POLICY_TEXT.replace('breakGlassHours: 8', 'breakGlassHours: .nan'), /breakGlassHours: /],
    [
      'infinity',
      POLICY_TEXT.replace('lostProvenanceFactor: 2', 'lostProvenanceFactor: .inf'),
      /lostProvenanceFactor: /,
    ],
  ])('refuses %s', (_, text, fault) => {
    expect(faultsOf(text)).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  it.each([
    ['a text beyond the bound', `${POLICY_TEXT}# ${'x'.repeat(MAX_POLICY_BYTES)}`, /more than 262144/],
    ['many brackets', '['.repeat(200_000), /nested deeper than 40/],
    ['many braces', '{a: '.repeat(50_000), /nested deeper than 40/],
    ['many dashes', '- '.repeat(100_000), /nested deeper than 40/],
    ['many question marks', '? '.repeat(100_000), /nested deeper than 40/],
    [
      'aliases that multiply',
      `a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n`,
      /what has an anchor may not hold aliases/,
    ],
    ['a thing that holds itself', 'a: &a [*a]\n', /what has an anchor may not hold aliases|Unresolved alias/],
    [
      'a large map',
      `${Array.from({ length: 40_000 }, (_, at) => `${at.toString(36)}x:`).join('\n')}\n`,
      /schema: /,
    ],
    ['too many aliases', `a: &a x\nb: [${'*a, '.repeat(101)}]\n`, /more than 100 aliases/],
  ])('bounds %s', (_, text, fault) => {
    expect(faultsOf(text)).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  it('bounds the faults it tells', () => {
    const faults = faultsOf(
      `${POLICY_TEXT}${Array.from({ length: 500 }, (_, at) => `x${at}: 1\n`).join('')}`,
    );

    expect(faults).toHaveLength(101);
    expect(faults.at(-1)).toBe('and 400 more');
  });

  it('makes foreign text printable', () => {
    const [fault = ''] = faultsOf(POLICY_TEXT.replace('policy/1', 'policy/\u001b[31m\u202e'));

    expect(fault).toContain('\\u001b');
    expect(fault).toContain('\\u202e');
  });
});
