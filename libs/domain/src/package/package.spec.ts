import fc from 'fast-check';
import { DomainError } from '../errors';
import {
  compareVersions,
  formatRequirement,
  fromPurl,
  normalizeName,
  normalizeVersion,
  packageId,
  parseEcosystem,
  parseRequirement,
  toPurl,
} from './index';

function codeOf(work: () => unknown): string {
  try {
    return `no error: ${JSON.stringify(work())}`;
  } catch (error) {
    return DomainError.is(error) ? error.code : `not typed: ${String(error)}`;
  }
}

describe('libs/domain/package', () => {
  it.each([
    ['pypi', 'Requests', 'requests'],
    ['pypi', 'zope.interface', 'zope-interface'],
    ['pypi', 'ruamel_yaml', 'ruamel-yaml'],
    ['pypi', 'a', 'a'],
    ['npm', 'lodash', 'lodash'],
    ['npm', '@babel/core', '@babel/core'],
    ['npm', 'JSONStream', 'JSONStream'],
    ['npm', 'lodash.merge', 'lodash.merge'],
  ] as const)('%s name %s is known as %s', (ecosystem, name, expected) => {
    expect(normalizeName(ecosystem, name)).toBe(expected);
  });

  it.each([
    ['a path', '../x'],
    ['an empty scope', '@/x'],
    ['a scope alone', '@babel'],
    ['an empty name', ''],
    ['10 kB', 'a'.repeat(10_240)],
    ['a control character', 'lod\u0000ash'],
    ['a line break', 'lodash\n'],
    ['a Cyrillic homoglyph', 'l\u043edash'],
    ['full-width letters', '\uff52equests'],
    ['a space', 'lo dash'],
    ['a colon', 'lodash:4'],
    ['a leading dot', '.lodash'],
    ['a leading underscore', '_lodash'],
    ['a slash', 'a/b/c'],
    ['a percent escape', 'lodash%2f'],
    ['a shell metacharacter', 'lodash;id'],
    ['a number', 7],
    ['null', null],
    ['an object', {}],
  ])('refuses as a name, in both ecosystems: %s', (_, name) => {
    expect(codeOf(() => normalizeName('pypi', name))).toBe('invalid-name');
    expect(codeOf(() => normalizeName('npm', name))).toBe('invalid-name');
  });

  it.each([
    ['pypi', '1.0.0', '1'],
    ['pypi', '2.32.3', '2.32.3'],
    ['pypi', '1.10', '1.10'],
    ['pypi', '0.0', '0'],
    ['pypi', 'v1.0-RC.1', '1rc1'],
    ['pypi', '1.0alpha2', '1a2'],
    ['pypi', '1.0-1', '1.post1'],
    ['pypi', '1.0.post0', '1.post0'],
    ['pypi', '1.0.dev0', '1.dev0'],
    ['pypi', '2!1.0', '2!1'],
    ['pypi', '1.0+Ubuntu-1', '1+ubuntu.1'],
    ['npm', '4.17.21', '4.17.21'],
    ['npm', 'v1.2.3-beta.1+sha', '1.2.3-beta.1'],
  ] as const)('%s version %s is known as %s', (ecosystem, version, expected) => {
    expect(normalizeVersion(ecosystem, version)).toBe(expected);
  });

  it.each([
    ['pypi', 'latest'],
    ['pypi', '1.0.x'],
    ['pypi', ''],
    ['pypi', '==1.0'],
    ['npm', '4'],
    ['npm', '^4.0.0'],
    ['npm', '4.17'],
    ['npm', 'latest'],
    ['npm', '1.2.3\u0000'],
    ['npm', '9'.repeat(10_000)],
    ['pypi', '1'.repeat(10_000)],
    ['npm', undefined],
  ] as const)('%s refuses %p as a version', (ecosystem, version) => {
    expect(codeOf(() => normalizeVersion(ecosystem, version))).toBe('invalid-version');
  });

  it('orders versions by the rules of their ecosystem, not by text', () => {
    expect(['1.10', '1.9', '1.9rc1', '1.9.post1'].sort((a, b) => compareVersions('pypi', a, b))).toEqual([
      '1.9rc1',
      '1.9',
      '1.9.post1',
      '1.10',
    ]);
    expect(['1.10.0', '1.9.0', '1.9.0-rc.1'].sort((a, b) => compareVersions('npm', a, b))).toEqual([
      '1.9.0-rc.1',
      '1.9.0',
      '1.10.0',
    ]);
  });

  it.each([['PyPI'], ['cargo'], [''], [undefined], [{}]])('refuses %p as an ecosystem', (value) => {
    expect(codeOf(() => parseEcosystem(value))).toBe('unknown-ecosystem');
  });

  it.each([
    ['pypi', 'requests', { name: 'requests', extras: [], range: '' }],
    [
      'pypi',
      'Requests[socks,Security]>=2, <3',
      { name: 'requests', extras: ['security', 'socks'], range: '>=2,<3' },
    ],
    ['pypi', 'Django ~= 5.0', { name: 'django', extras: [], range: '~= 5.0' }],
    ['pypi', 'six==1.*', { name: 'six', extras: [], range: '==1.*' }],
    ['npm', 'lodash', { name: 'lodash', extras: [], range: '' }],
    ['npm', 'lodash@^4', { name: 'lodash', extras: [], range: '^4' }],
    ['npm', '@babel/core@>=7 <8', { name: '@babel/core', extras: [], range: '>=7 <8' }],
    ['npm', '@babel/core', { name: '@babel/core', extras: [], range: '' }],
    ['npm', 'a@1 || 2', { name: 'a', extras: [], range: '1 || 2' }],
  ] as const)('%s requirement %s', (ecosystem, text, expected) => {
    const parsed = parseRequirement(ecosystem, text);

    expect(parsed).toEqual({ ecosystem, ...expected });
    expect(parseRequirement(ecosystem, formatRequirement(parsed))).toEqual(parsed);
  });

  it.each([
    ['npm', 'https://example.invalid/x.tgz', 'unsupported-source'],
    ['npm', 'git+ssh://git@example.invalid/x.git', 'unsupported-source'],
    ['npm', 'x@git://example.invalid/x', 'unsupported-source'],
    ['npm', 'x@npm:lodash@4', 'unsupported-source'],
    ['npm', 'x@file:../x', 'unsupported-source'],
    ['npm', './x', 'unsupported-source'],
    ['npm', '/etc/passwd', 'unsupported-source'],
    ['npm', 'github:a/b', 'unsupported-source'],
    ['npm', 'a/b', 'invalid-name'],
    ['npm', 'lodash@latest', 'invalid-requirement'],
    ['npm', 'lodash@', 'invalid-requirement'],
    ['pypi', 'requests @ https://example.invalid/x.whl', 'unsupported-source'],
    ['pypi', 'git+https://example.invalid/x', 'unsupported-source'],
    ['pypi', '../x', 'unsupported-source'],
    ['pypi', 'requests>=two', 'invalid-requirement'],
    ['pypi', 'requests; python_version < "3"', 'invalid-requirement'],
    ['pypi', 'requests --index-url x', 'invalid-requirement'],
    ['pypi', '-r other.txt', 'invalid-name'],
    ['pypi', '--extra-index-url=x', 'invalid-name'],
    ['pypi', 'requests\n--index-url x', 'invalid-requirement'],
    ['pypi', '', 'invalid-requirement'],
    ['npm', '   ', 'invalid-requirement'],
    ['npm', 42, 'invalid-requirement'],
    ['npm', `lodash@${'1 || '.repeat(400)}1`, 'invalid-requirement'],
  ] as const)('%s refuses %p: %s', (ecosystem, text, code) => {
    expect(codeOf(() => parseRequirement(ecosystem, text))).toBe(code);
  });

  it('answers every string with a value or a typed error', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('pypi' as const, 'npm' as const),
        fc.string({ unit: 'binary', maxLength: 300 }),
        (ecosystem, text) => {
          expect(
            [
              codeOf(() => normalizeName(ecosystem, text)),
              codeOf(() => normalizeVersion(ecosystem, text)),
              codeOf(() => parseRequirement(ecosystem, text)),
            ].filter((code) => code.startsWith('not typed')),
          ).toEqual([]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [{ ecosystem: 'npm', name: '@babel/core', version: '7.26.0' }, 'pkg:npm/%40babel/core@7.26.0'],
    [{ ecosystem: 'pypi', name: 'requests', version: '2.32.3' }, 'pkg:pypi/requests@2.32.3'],
  ] as const)('%p has the package URL %s, and back', (id, purl) => {
    expect(toPurl(id)).toBe(purl);
    expect(fromPurl(purl)).toEqual(packageId(id));
  });

  it.each([
    ['pkg:cargo/serde@1.0.0', 'unknown-ecosystem'],
    ['nonsense', 'invalid-requirement'],
    ['pkg:npm/lodash', 'invalid-version'],
  ])('refuses the package URL %s: %s', (purl, code) => {
    expect(codeOf(() => fromPurl(purl))).toBe(code);
  });
});
