import fc from 'fast-check';
import { parseSelector } from './parse-selector';
import { packageId } from './package-id';
import { compareSpecificity, selectorMatches, type SelectorInput } from './selector';
import { fitsPattern } from './selector-pattern';

const DIGEST = `sha256:${'0a'.repeat(32)}`;
const OTHER = `sha256:${'0b'.repeat(32)}`;

const subject = (ecosystem: string, name: string, version: string, publisher: string | null = null) => ({
  id: packageId({ ecosystem, name, version }),
  digests: [DIGEST],
  publisher,
});

describe('libs/domain/package/selector', () => {
  const exact = { kind: 'exact', ecosystem: 'pypi', name: 'foo', version: '1.0' };
  const range = (ecosystem: string, text: string) => ({ kind: 'range', ecosystem, name: 'foo', range: text });
  const pattern = (ecosystem: string, text: string) => ({ kind: 'pattern', ecosystem, pattern: text });
  it.each<[SelectorInput, ReturnType<typeof subject>, boolean]>([
    [exact, subject('pypi', 'Foo', '1.0.0'), true],
    [exact, subject('pypi', 'foo', '1.0.1'), false],
    [exact, subject('pypi', 'fooo', '1.0'), false],
    [{ ...exact, version: '1.0.0' }, subject('npm', 'foo', '1.0.0'), false],
    [{ kind: 'all', ecosystem: 'npm', name: 'foo' }, subject('npm', 'foo', '9.9.9'), true],
    [{ kind: 'all', ecosystem: 'npm', name: 'foo' }, subject('npm', 'bar', '9.9.9'), false],
    [{ kind: 'all', ecosystem: 'npm', name: 'foo' }, subject('pypi', 'foo', '9.9.9'), false],
    [range('npm', '^4'), subject('npm', 'foo', '4.17.21'), true],
    [range('npm', '^4'), subject('npm', 'foo', '5.0.0'), false],
    [range('npm', '^4'), subject('npm', 'bar', '4.17.21'), false],
    [range('npm', '^4'), subject('pypi', 'foo', '4.17.21'), false],
    [range('npm', '<2.0.0'), subject('npm', 'foo', '1.9.0-rc.1'), true],
    [range('pypi', '>=2,<3'), subject('pypi', 'foo', '2.31'), true],
    [range('pypi', '>=2,<3'), subject('pypi', 'foo', '3.0'), false],
    [range('pypi', '>=2,<3'), subject('pypi', 'bar', '2.31'), false],
    [range('pypi', '<2'), subject('pypi', 'foo', '1.9rc1'), true],
    [range('pypi', '==1.0.*'), subject('pypi', 'foo', '1.0.0'), true],
    [range('pypi', '==1.0.*'), subject('pypi', 'foo', '1.1'), false],
    [range('pypi', '~=1.0.0'), subject('pypi', 'foo', '1.0'), true],
    [range('pypi', '!=1.0.*'), subject('pypi', 'foo', '1.0'), false],
    [range('pypi', '==1!2.0.*'), subject('pypi', 'foo', '1!2.0'), true],
    [range('pypi', '==1.0.*'), subject('pypi', 'foo', '1.0rc1'), true],
    [range('pypi', '==1.0'), subject('pypi', 'foo', '1.0+local'), true],
    [pattern('npm', '@acme/*'), subject('npm', '@acme/x', '1.0.0'), true],
    [pattern('npm', '@acme/*'), subject('npm', '@acme-evil/x', '1.0.0'), false],
    [pattern('npm', '@acme/*'), subject('npm', 'acme', '1.0.0'), false],
    [pattern('npm', 'acme-*'), subject('npm', 'acme-x', '1.0.0'), true],
    [pattern('npm', 'acme-*'), subject('npm', '@stranger/acme-x', '1.0.0'), false],
    [pattern('npm', 'acme-*'), subject('pypi', 'acme-x', '1.0.0'), false],
    [{ kind: 'digest', digest: DIGEST }, subject('npm', 'anything', '1.0.0'), true],
    [{ kind: 'digest', digest: OTHER }, subject('npm', 'anything', '1.0.0'), false],
    [
      { kind: 'publisher', ecosystem: 'npm', publisher: 'Mallory' },
      subject('npm', 'x', '1.0.0', 'MALLORY'),
      true,
    ],
    [
      { kind: 'publisher', ecosystem: 'npm', publisher: 'mallory' },
      subject('npm', 'x', '1.0.0', 'ｍallory '),
      true,
    ],
    [
      { kind: 'publisher', ecosystem: 'npm', publisher: 'mallory' },
      subject('npm', 'x', '1.0.0', 'alice'),
      false,
    ],
    [
      { kind: 'publisher', ecosystem: 'npm', publisher: 'mallory' },
      subject('npm', 'x', '1.0.0', null),
      false,
    ],
    [
      { kind: 'publisher', ecosystem: 'npm', publisher: 'mallory' },
      subject('pypi', 'x', '1.0.0', 'mallory'),
      false,
    ],
  ])('%j against %j: %s', (raw, against, expected) => {
    expect(selectorMatches(parseSelector(raw), against)).toBe(expected);
  });

  it.each([
    ['npm', '<2.0.0', '1.9.0-rc.1', false],
    ['npm', '>=1.9.0-rc.0 <2.0.0', '1.9.0-rc.1', true],
    ['npm', '<2.0.0', '1.9.0', true],
    ['pypi', '<2', '1.9rc1', false],
    ['pypi', '>=1.9rc0', '1.9rc1', true],
    ['pypi', '<2', '1.9', true],
  ])('for an approval %s %s takes %s: %s', (ecosystem, text, version, expected) => {
    const selector = parseSelector(range(ecosystem, text));

    expect(selectorMatches(selector, subject(ecosystem, 'foo', version), { prereleases: false })).toBe(
      expected,
    );
  });

  it.each([
    ['a*', 'a', true],
    ['a*', 'ab', true],
    ['a*', 'ba', false],
    ['*a', 'ba', true],
    ['*a', 'ab', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*c', 'aXbYc', true],
    ['a*b*c', 'acb', false],
    ['a*bc*c', 'abc', false],
    ['a*bc*c', 'abcc', true],
    ['*ab*ab*', 'ab', false],
    ['*ab*ab*', 'abab', true],
    ['lodash', 'lodash', true],
    ['lodash', 'lodash-es', false],
    ['@*/x', '@acme/x', true],
    ['@*/x', '@acme/y', false],
    ['@b/*', '@acme/y', false],
    ['*x', '@acme/x', false],
    ['@acme/*', 'acme', false],
  ])('%s fits %s: %s', (text, name, expected) => {
    expect(fitsPattern(text, name)).toBe(expected);
  });

  it('law: a pattern fits exactly what the regular expression of it fits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 10 }),
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 }),
        (text, name) => {
          expect(fitsPattern(text, name)).toBe(new RegExp(`^${text.replaceAll('*', '[^/]*')}$`).test(name));
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('orders by how little a selector names', () => {
    const ordered: SelectorInput[] = [
      { kind: 'digest', digest: DIGEST },
      exact,
      range('pypi', '<3'),
      { kind: 'all', ecosystem: 'pypi', name: 'foo' },
      pattern('pypi', 'foo-b*'),
      pattern('pypi', 'foo*'),
      { kind: 'publisher', ecosystem: 'pypi', publisher: 'x' },
    ];
    const selectors = ordered.map(parseSelector);

    expect([...selectors].reverse().sort(compareSpecificity)).toEqual(selectors);
    expect(selectors.map((selector) => compareSpecificity(selector, selector))).toEqual(
      selectors.map(() => 0),
    );
  });
});
