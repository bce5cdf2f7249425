import type { ArchiveFile } from './archive-contents';
import { Reached } from './follow/reached';
import { entriesOf, importedModules, loadedBy } from './loaded';

const files = (...paths: string[]): Map<string, ArchiveFile> =>
  new Map(paths.map((path) => [path, { path, size: 0, sha256: '', content: null, isNative: false }]));
const imports = (specifier: string, line: number) => [{ specifier, line }];

describe('facts/loaded', () => {
  it('says by which files an import of the package leads to one of its files', () => {
    const entries = entriesOf(
      { main: './index', bin: { tool: 'cli.js' }, exports: { './x': './lib/x.js' } },
      'p',
    );
    const reached = loadedBy(
      files('index.js', 'lib/a.js', 'lib/b.js', 'cli.js', 'lib/x.js', 'alone.js'),
      entries,
      new Map([
        ['index.js', imports('./lib/a', 3)],
        ['lib/a.js', [...imports('./b.js', 7), ...imports('../index', 8), ...imports('../../outside', 9)]],
      ]),
    );

    expect(reached.pathTo('lib/b.js')).toEqual(['import "p"', 'index.js:3', 'lib/a.js:7', 'lib/b.js']);
    expect(reached.pathTo('cli.js')).toEqual(['bin tool', 'cli.js']);
    expect(reached.pathTo('lib/x.js')).toEqual(['import "p/x"', 'lib/x.js']);
    expect(reached.pathTo('alone.js')).toEqual([]);
  });

  it.each([
    ['pkg/__init__.py', 'import pkg'],
    ['pkg/core.py', 'import pkg.core'],
    ['src/pkg/core.py', 'import pkg.core'],
  ])('says by which import Python loads %s', (path, cause) => {
    expect(importedModules([path]).pathTo(path)).toEqual([cause, path]);
  });

  it('ends where files load each other in a ring', () => {
    const reached = new Reached();
    reached.note('a', 'b', 1);
    reached.note('b', 'a', 2);

    expect(reached.pathTo('a').length).toBeLessThanOrEqual(40);
  });
});
