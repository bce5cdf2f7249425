import { describePackage } from '@sallyport/domain';
import { packagesFrom, requirementsFrom } from './package-spec';

describe('apps/cli/package-spec', () => {
  describe('packagesFrom', () => {
    it.each<[string[], string | undefined, string[]]>([
      [['pypi:requests==2.32.3'], undefined, ['pypi:requests@2.32.3']],
      [['pypi:requests@2.32.3'], undefined, ['pypi:requests@2.32.3']],
      [['pypi:Foo_Bar==1.0.0'], undefined, ['pypi:foo-bar@1']],
      [['npm:lodash@4.17.21'], undefined, ['npm:lodash@4.17.21']],
      [['npm:@babel/core@7.26.0'], undefined, ['npm:@babel/core@7.26.0']],
      [['pkg:npm/%40babel/core@7.26.0'], undefined, ['npm:@babel/core@7.26.0']],
      [['pkg:pypi/requests@2.32.3'], undefined, ['pypi:requests@2.32.3']],
      [['lodash@4.17.21'], 'npm', ['npm:lodash@4.17.21']],
      [['requests==2.32.3', 'idna==3.1'], 'pypi', ['pypi:requests@2.32.3', 'pypi:idna@3.1']],
      [['npm', 'lodash@4.17.21', 'qs@6.13.0'], undefined, ['npm:lodash@4.17.21', 'npm:qs@6.13.0']],
      [['npm:npm@10.0.0'], undefined, ['npm:npm@10.0.0']],
      [['npm', 'npm@10.0.0'], undefined, ['npm:npm@10.0.0']],
      [['npm:qs@6.13.0', 'pypi:idna==3.1'], undefined, ['npm:qs@6.13.0', 'pypi:idna@3.1']],
    ])('%j with --ecosystem %s', (words, ecosystem, expected) => {
      expect(packagesFrom(words, ecosystem).map(describePackage)).toEqual(expected);
    });

    it.each<[string[], string | undefined, string]>([
      [[], undefined, 'empty-request'],
      [['npm'], undefined, 'empty-request'],
      [['lodash@4.17.21'], undefined, 'unknown-ecosystem'],
      [['gem:rails@7.0.0'], undefined, 'unknown-ecosystem'],
      [['NPM:lodash@4.17.21'], undefined, 'unknown-ecosystem'],
      [['lodash@4.17.21'], 'cargo', 'unknown-ecosystem'],
      [['npm:lodash'], undefined, 'invalid-version'],
      [['npm:@babel/core'], undefined, 'invalid-version'],
      [['npm:lodash@^4'], undefined, 'invalid-version'],
      [['npm:lodash@latest'], undefined, 'invalid-version'],
      [['pypi:requests>=2'], undefined, 'invalid-version'],
      [['pypi:requests==2.*'], undefined, 'invalid-version'],
      [['npm:../x@1.0.0'], undefined, 'invalid-name'],
      [['npm:@/x@1.0.0'], undefined, 'invalid-name'],
      [['npm:lоdash@4.17.21'], undefined, 'invalid-name'],
      [[`npm:${'a'.repeat(10_000)}@1.0.0`], undefined, 'invalid-name'],
      [['npm:lodash\u0000@1.0.0'], undefined, 'invalid-name'],
      [['pkg:npm/lodash'], undefined, 'invalid-version'],
      [['pkg:nonsense'], undefined, 'invalid-requirement'],
      [['pkg:gem/rails@7.0.0'], undefined, 'unknown-ecosystem'],
      [['npm:lodash@4.17.21'], 'pypi', 'invalid-request'],
      [['pkg:npm/lodash@4.17.21'], 'pypi', 'invalid-request'],
    ])('%j with --ecosystem %s is refused as %s', (words, ecosystem, code) => {
      expect(() => packagesFrom(words, ecosystem)).toThrow(expect.objectContaining({ code }));
    });
  });

  describe('requirementsFrom', () => {
    it.each<[string[], string | undefined, string, string[]]>([
      [['npm', 'express@^4', 'lodash'], undefined, 'npm', ['express@^4', 'lodash']],
      [['npm:express@^4'], undefined, 'npm', ['express@^4']],
      [['npm:@babel/core@^7'], undefined, 'npm', ['@babel/core@^7']],
      [['pypi:requests[socks]>=2,<3'], undefined, 'pypi', ['requests[socks]>=2,<3']],
      [['pypi', 'Requests >= 2, <3'], undefined, 'pypi', ['requests>= 2,<3']],
      [['requests'], 'pypi', 'pypi', ['requests']],
      [['pkg:pypi/requests@2.32.3'], undefined, 'pypi', ['requests==2.32.3']],
      [['pkg:npm/lodash@4.17.21', 'qs'], 'npm', 'npm', ['lodash@4.17.21', 'qs']],
    ])('%j with --ecosystem %s', (words, option, ecosystem, requirements) => {
      expect(requirementsFrom(words, option)).toEqual({ ecosystem, requirements });
    });

    it.each<[string[], string]>([
      [['npm'], 'empty-request'],
      [['npm:express', 'pypi:requests'], 'invalid-request'],
      [['npm:express@latest'], 'invalid-requirement'],
      [['npm:x@git+https://example.invalid/x.git'], 'unsupported-source'],
      [['npm', 'https://example.invalid/x.tgz'], 'unsupported-source'],
      [['pypi', 'x @ https://example.invalid/x.whl'], 'unsupported-source'],
      [['npm', '../x'], 'unsupported-source'],
      [['express'], 'unknown-ecosystem'],
    ])('%j is refused as %s', (words, code) => {
      expect(() => requirementsFrom(words)).toThrow(expect.objectContaining({ code }));
    });
  });
});
