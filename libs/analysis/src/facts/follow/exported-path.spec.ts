import { exportedPath } from './exported-path';

describe('facts/follow/exported-path', () => {
  it.each<[unknown, string, string | undefined]>([
    [{ './x.js': './lib/x.js' }, '/x.js', './lib/x.js'],
    [
      { './internal/*': { import: './lib/esm/*', require: './lib/cjs/*' } },
      '/internal/a/b.js',
      './lib/esm/a/b.js',
    ],
    [{ '.': { types: './x.d.ts', default: './x.js' } }, '', './x.js'],
    [{ './x.js': null }, '/x.js', undefined],
    [{ './a*b': './c' }, '/ab-', undefined],
    ['./x.js', '/y.js', undefined],
    [undefined, '/y.js', undefined],
  ])('%j gives for %j: %s', (exports, subpath, path) => {
    expect(exportedPath(exports, subpath)).toBe(path);
  });
});
