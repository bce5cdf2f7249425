import { DomainError } from '../errors';
import { parseSelector } from './parse-selector';
import { describeSelector, type SelectorInput } from './selector';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

function codeOf(act: () => unknown): string {
  try {
    act();
    return 'nothing thrown';
  } catch (error) {
    if (!DomainError.is(error)) throw error;
    return `${error.code}: ${error.message} ${error.hint}`;
  }
}

describe('libs/domain/package/parse-selector', () => {
  it.each<[SelectorInput, string]>([
    [{ kind: 'exact', ecosystem: 'pypi', name: 'Foo_Bar', version: '1.0.0' }, 'pypi:foo-bar@1'],
    [{ kind: 'exact', ecosystem: 'npm', name: '@acme/x', version: 'v1.2.3+b' }, 'npm:@acme/x@1.2.3'],
    [
      { kind: 'range', ecosystem: 'pypi', name: 'Requests', range: ' < 3 , >=2,<3' },
      'pypi:requests (<3,>=2)',
    ],
    [{ kind: 'range', ecosystem: 'npm', name: 'lodash', range: '^4' }, 'npm:lodash (>=4.0.0 <5.0.0-0)'],
    [
      { kind: 'range', ecosystem: 'npm', name: 'lodash', range: '1.x || >=2.5' },
      'npm:lodash (>=1.0.0 <2.0.0-0||>=2.5.0)',
    ],
    [{ kind: 'range', ecosystem: 'pypi', name: 'requests', range: '>=2,<3' }, 'pypi:requests (<3,>=2)'],
    [{ kind: 'all', ecosystem: 'npm', name: 'lodash' }, 'npm:lodash (all versions)'],
    [{ kind: 'pattern', ecosystem: 'npm', pattern: '@acme/**' }, 'npm:@acme/*'],
    [{ kind: 'pattern', ecosystem: 'npm', pattern: 'Acme_*' }, 'npm:Acme_*'],
    [{ kind: 'pattern', ecosystem: 'pypi', pattern: 'Acme_*.x' }, 'pypi:acme-*-x'],
    [{ kind: 'digest', digest: DIGEST }, DIGEST],
    [
      { kind: 'publisher', ecosystem: 'npm', publisher: ' Mallory ' },
      'everything that mallory publishes on npm',
    ],
  ])('%j is %s', (raw, described) => {
    expect(describeSelector(parseSelector(raw))).toBe(described);
  });

  const long = (count: number) => 'a'.repeat(count);
  it.each<[string, SelectorInput, RegExp]>([
    ['no kind', {}, /^invalid-selector: "" is not a kind.*exact, range, all, pattern, digest, publisher/],
    ['an unknown kind', { kind: 'scope' }, /^invalid-selector: "scope" is not a kind/],
    ['a kind of the prototype', { kind: 'constructor' }, /^invalid-selector: "constructor" is not a kind/],
    [
      'an inherited kind',
      Object.create({ kind: 'all', ecosystem: 'npm', name: 'x' }) as SelectorInput,
      /^invalid-selector: ""/,
    ],
    [
      'a missing field',
      { kind: 'exact', ecosystem: 'npm', name: 'x' },
      /^invalid-selector: .*needs "version".*kind, ecosystem, name, version/,
    ],
    [
      'a field that is no text',
      { kind: 'all', ecosystem: 'npm', name: 7 } as unknown as SelectorInput,
      /^invalid-selector: .*needs "name"/,
    ],
    [
      'an inherited field',
      Object.assign(Object.create({ name: 'x' }) as SelectorInput, { kind: 'all', ecosystem: 'npm' }),
      /needs "name"/,
    ],
    [
      'a field too many',
      { kind: 'all', ecosystem: 'npm', name: 'x', version: '1.0.0' },
      /^invalid-selector: .*has no "version"/,
    ],
    [
      'an own __proto__',
      JSON.parse('{"kind":"all","ecosystem":"npm","name":"x","__proto__":"y"}') as SelectorInput,
      /has no "__proto__"/,
    ],
    ['a foreign ecosystem', { kind: 'all', ecosystem: 'cargo', name: 'x' }, /^unknown-ecosystem/],
    ['an illegal name', { kind: 'all', ecosystem: 'npm', name: '../x' }, /^invalid-name/],
    ['an illegal version', { kind: 'exact', ecosystem: 'npm', name: 'x', version: '^1' }, /^invalid-version/],
    ['a short digest', { kind: 'digest', digest: 'sha256:00' }, /^invalid-selector: .*is not a digest.*64/],
    ['a digest with capitals', { kind: 'digest', digest: DIGEST.toUpperCase() }, /^invalid-selector/],
    [
      'no range',
      { kind: 'range', ecosystem: 'npm', name: 'x', range: '' },
      /^invalid-selector: .*takes every version; the kind for that is "all".*npm range/,
    ],
    [
      'no specifier',
      { kind: 'range', ecosystem: 'pypi', name: 'x', range: ' ' },
      /^invalid-selector: .*"all".*PEP 440/,
    ],
    ['a star', { kind: 'range', ecosystem: 'npm', name: 'x', range: '*' }, /^invalid-selector: .*"all"/],
    [
      'a tag',
      { kind: 'range', ecosystem: 'npm', name: 'x', range: 'latest' },
      /^invalid-selector: .*not a range of npm/,
    ],
    [
      'an npm range for PyPI',
      { kind: 'range', ecosystem: 'pypi', name: 'x', range: '^4' },
      /^invalid-selector: .*not a range of pypi/,
    ],
    [
      'half a specifier set',
      { kind: 'range', ecosystem: 'pypi', name: 'x', range: '>=1,' },
      /^invalid-selector/,
    ],
    ['a bare version', { kind: 'range', ecosystem: 'pypi', name: 'x', range: '1.0' }, /^invalid-selector/],
    [
      'a comparison of text',
      { kind: 'range', ecosystem: 'pypi', name: 'x', range: '===1.0' },
      /^invalid-selector/,
    ],
    [
      'a long range',
      { kind: 'range', ecosystem: 'npm', name: 'x', range: `>=1${' '.repeat(10)}${' <2'.repeat(90)}` },
      /longer than 256/,
    ],
    [
      'many parts',
      {
        kind: 'range',
        ecosystem: 'npm',
        name: 'x',
        range: Array.from({ length: 33 }, (_, i) => `${i}.0.0`).join('||'),
      },
      /more than 32 parts/,
    ],
    [
      'many specifiers',
      {
        kind: 'range',
        ecosystem: 'pypi',
        name: 'x',
        range: Array.from({ length: 33 }, (_, i) => `!=${i}`).join(','),
      },
      /more than 32 parts/,
    ],
    [
      'no wildcard',
      { kind: 'pattern', ecosystem: 'npm', pattern: 'lodash' },
      /^invalid-selector: .*has no "\*".*"all"/,
    ],
    ['only wildcards', { kind: 'pattern', ecosystem: 'npm', pattern: '**' }, /names everything/],
    ['every scope', { kind: 'pattern', ecosystem: 'npm', pattern: '@*/*' }, /names everything/],
    ['only a dash', { kind: 'pattern', ecosystem: 'pypi', pattern: '*-*' }, /names everything/],
    [
      'a regular expression',
      { kind: 'pattern', ecosystem: 'npm', pattern: '(a+)+*' },
      /not a name pattern of npm/,
    ],
    [
      'a scope for PyPI',
      { kind: 'pattern', ecosystem: 'pypi', pattern: '@acme/*' },
      /not a name pattern of pypi/,
    ],
    ['two slashes', { kind: 'pattern', ecosystem: 'npm', pattern: '@a/b/*' }, /not a name pattern/],
    ['a slash without a scope', { kind: 'pattern', ecosystem: 'npm', pattern: 'a/*' }, /not a name pattern/],
    ['text before the scope', { kind: 'pattern', ecosystem: 'npm', pattern: 'x@a/*' }, /not a name pattern/],
    ['a long pattern', { kind: 'pattern', ecosystem: 'npm', pattern: `${long(214)}*` }, /not a name pattern/],
    [
      'many wildcards',
      { kind: 'pattern', ecosystem: 'npm', pattern: 'a*'.repeat(9) },
      /more than 8 wildcards/,
    ],
    [
      'no publisher',
      { kind: 'publisher', ecosystem: 'npm', publisher: '  ' },
      /^invalid-selector: .*not a publisher.*214/,
    ],
    [
      'a control character',
      { kind: 'publisher', ecosystem: 'npm', publisher: 'a\u0000b' },
      /^invalid-selector/,
    ],
    ['a long publisher', { kind: 'publisher', ecosystem: 'npm', publisher: long(215) }, /^invalid-selector/],
  ])('refuses %s', (_, raw, fault) => {
    expect(codeOf(() => parseSelector(raw))).toMatch(fault);
  });

  it.each<[string, SelectorInput]>([
    ['a pattern', { kind: 'pattern', ecosystem: 'npm', pattern: `${long(213)}*` }],
    ['wildcards', { kind: 'pattern', ecosystem: 'npm', pattern: 'a*'.repeat(8) }],
    ['a publisher', { kind: 'publisher', ecosystem: 'npm', publisher: long(214) }],
    [
      'parts',
      {
        kind: 'range',
        ecosystem: 'pypi',
        name: 'x',
        range: Array.from({ length: 32 }, (_, i) => `!=${i}`).join(','),
      },
    ],
    ['a range', { kind: 'range', ecosystem: 'pypi', name: 'x', range: `>=1.${'0'.repeat(252)}` }],
  ])('takes %s of the greatest length', (_, raw) => {
    expect(codeOf(() => parseSelector(raw))).toBe('nothing thrown');
  });

  it('law: what was parsed is parsed to itself', () => {
    const inputs: SelectorInput[] = [
      { kind: 'exact', ecosystem: 'pypi', name: 'foo', version: '1.0' },
      { kind: 'range', ecosystem: 'npm', name: 'foo', range: '^4' },
      { kind: 'range', ecosystem: 'pypi', name: 'foo', range: '>=2, <3' },
      { kind: 'pattern', ecosystem: 'pypi', pattern: 'Acme.*' },
      { kind: 'publisher', ecosystem: 'npm', publisher: 'ＡBC' },
    ];

    for (const raw of inputs) expect(parseSelector(parseSelector(raw))).toEqual(parseSelector(raw));
  });
});
