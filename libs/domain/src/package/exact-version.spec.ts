import { exactPackage } from './exact-version';
import { parseRequirement } from './requirement';

describe('domain/package/exact-version', () => {
  it.each([
    ['pypi', 'Requests==2.32.0', 'requests', '2.32'],
    ['pypi', 'requests == 2.32.3', 'requests', '2.32.3'],
    ['npm', 'lodash@4.17.21', 'lodash', '4.17.21'],
    ['npm', 'lodash@=4.17.21', 'lodash', '4.17.21'],
    ['npm', '@babel/core@v7.0.0', '@babel/core', '7.0.0'],
  ] as const)('%s %s names %s %s', (ecosystem, text, name, version) => {
    expect(exactPackage(parseRequirement(ecosystem, text))).toEqual({ ecosystem, name, version });
  });

  it.each([
    ['pypi', 'requests'],
    ['pypi', 'requests>=2'],
    ['pypi', 'requests==2.*'],
    ['pypi', 'requests==2,>1'],
    ['pypi', 'requests[socks]==2.32.3'],
    ['npm', 'lodash'],
    ['npm', 'lodash@^4'],
    ['npm', 'lodash@4'],
    ['npm', 'lodash@4.x'],
    ['npm', 'lodash@*'],
    ['npm', 'lodash@1.0.0 || 2.0.0'],
    ['npm', 'lodash@>=1.0.0'],
  ] as const)('%s %s names no exact version', (ecosystem, text) => {
    expect(() => exactPackage(parseRequirement(ecosystem, text))).toThrow(
      expect.objectContaining({ code: 'invalid-requirement' }),
    );
  });
});
