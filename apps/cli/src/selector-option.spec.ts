import type { ErrorCode, SelectorInput } from '@sallyport/domain';
import { parseSelector } from '@sallyport/domain';
import { exactOf, nameFrom, selectorFrom, type SelectorOptions } from './selector-option';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('apps/cli/selector-option', () => {
  it.each<[string | undefined, SelectorOptions, SelectorInput]>([
    ['npm:qs@6.11.0', {}, { kind: 'exact', ecosystem: 'npm', name: 'qs', version: '6.11.0' }],
    ['pypi:Foo_Bar==1.0', {}, { kind: 'exact', ecosystem: 'pypi', name: 'foo-bar', version: '1' }],
    ['pkg:npm/qs@6.11.0', {}, { kind: 'exact', ecosystem: 'npm', name: 'qs', version: '6.11.0' }],
    ['npm:qs', { range: '<6.11' }, { kind: 'range', ecosystem: 'npm', name: 'qs', range: '<6.11' }],
    ['npm:@acme/x', { all: true }, { kind: 'all', ecosystem: 'npm', name: '@acme/x' }],
    ['Foo_Bar', { all: true, ecosystem: 'pypi' }, { kind: 'all', ecosystem: 'pypi', name: 'foo-bar' }],
    [undefined, { pattern: 'npm:@acme/*' }, { kind: 'pattern', ecosystem: 'npm', pattern: '@acme/*' }],
    [
      undefined,
      { pattern: 'acme-*', ecosystem: 'pypi' },
      { kind: 'pattern', ecosystem: 'pypi', pattern: 'acme-*' },
    ],
    [undefined, { digest: DIGEST }, { kind: 'digest', digest: DIGEST }],
    [undefined, { publisher: 'npm:mallory' }, { kind: 'publisher', ecosystem: 'npm', publisher: 'mallory' }],
  ])('%s %j is %j, which governance can read', (word, options, selector) => {
    expect(selectorFrom(word, options)).toEqual(selector);
    expect(parseSelector(selector).kind).toBe(selector.kind);
  });

  it.each<[string | undefined, SelectorOptions, ErrorCode]>([
    [undefined, {}, 'invalid-selector'],
    [undefined, { all: true }, 'invalid-selector'],
    ['npm:qs', {}, 'invalid-version'],
    ['npm:qs', { range: '<6', all: true }, 'invalid-selector'],
    ['npm:qs', { pattern: 'npm:qs*' }, 'invalid-selector'],
    ['npm:qs', { digest: DIGEST }, 'invalid-selector'],
    ['npm:qs', { publisher: 'npm:x' }, 'invalid-selector'],
    ['npm:qs@1.0.0', { all: true }, 'invalid-name'],
    ['npm:../x', { all: true }, 'invalid-name'],
    ['npm:qs', { all: true, ecosystem: 'pypi' }, 'invalid-selector'],
    ['qs', { all: true }, 'unknown-ecosystem'],
    ['gem:qs', { all: true }, 'unknown-ecosystem'],
    ['npm:qs', { all: true, ecosystem: 'gem' }, 'unknown-ecosystem'],
    [undefined, { pattern: '@acme/*' }, 'unknown-ecosystem'],
    [undefined, { publisher: 'mallory' }, 'unknown-ecosystem'],
  ])('%s %j is refused with %s', (word, options, code) => {
    expect(() => selectorFrom(word, options)).toThrow(
      expect.objectContaining({ code, hint: expect.any(String) }),
    );
  });

  it('knows a selector of one version', () => {
    expect(exactOf(selectorFrom('npm:qs@6.11.0', {}))).toEqual({
      ecosystem: 'npm',
      name: 'qs',
      version: '6.11.0',
    });
    expect(exactOf(selectorFrom('npm:qs', { all: true }))).toBeUndefined();
  });

  it('reads a name that looks like one of the language', () => {
    expect(nameFrom('npm:constructor', undefined)).toEqual({ ecosystem: 'npm', name: 'constructor' });
  });
});
