import { entryPath } from './entry-path';

describe('archive/entry-path', () => {
  it.each([
    ['package/index.js', 'package/index.js'],
    ['./package//a/./b.js', 'package/a/b.js'],
    ['package/..a/b..js', 'package/..a/b..js'],
    ['package/dir/', 'package/dir'],
  ])('%s is %s', (raw, path) => {
    expect(entryPath(raw, 100)).toEqual({ path });
  });

  it.each([
    ['/etc/passwd', 'an absolute path'],
    ['\\windows', 'an absolute path'],
    ['C:\\windows', 'an absolute path'],
    ['../escape', 'a path that climbs out of the package'],
    ['package/../../escape', 'a path that climbs out of the package'],
    ['package\\..\\..\\escape', 'a path that climbs out of the package'],
    ['package/a\u0000.js', 'a path with control characters'],
    [`package/${'a'.repeat(100)}`, 'a path of 108 characters'],
  ])('%j is refused: %s', (raw, unsafe) => {
    expect(entryPath(raw, 100)).toEqual({ unsafe });
  });
});
