import { pathFromRoot } from './closure';
import { canonicalJson } from './canonical-json';
import type { LockedPackage } from './lock';

function node(name: string, ...dependencies: string[]): LockedPackage {
  return {
    name,
    version: '1.0.0',
    path: name,
    dependencies,
    artifact: { kind: 'tarball', filename: 'x', url: '', integrity: 'sha512-AA==' },
  };
}

const DIAMOND = {
  roots: ['app'],
  packages: [
    node('app', 'a', 'b'),
    node('a', 'c'),
    node('c', 'd'),
    node('b', 'd'),
    node('d', 'app'),
    node('alone'),
  ],
};

describe('libs/domain/artifact/closure', () => {
  it.each([
    ['a root', 'app', ['app@1.0.0']],
    ['the shortest of two ways, in spite of a cycle', 'd', ['app@1.0.0', 'b@1.0.0', 'd@1.0.0']],
    ['what nothing leads to', 'alone', []],
    ['what is not there', 'nowhere', []],
  ])('%s', (_, target, path) => {
    expect(pathFromRoot(DIAMOND, target)).toEqual(path);
  });

  it.each([
    [{ b: 1, a: [{ d: 1, c: undefined }] }, '{"a":[{"d":1}],"b":1}'],
    ['text', '"text"'],
    [null, 'null'],
  ])('writes %j with sorted keys', (value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });
});
