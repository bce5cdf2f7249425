import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ARCHIVE_LIMITS } from './archive-limits';
import { readFolder, type FolderPart } from './read-folder';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'read-folder-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const pathsOf = async (folder: string, part: FolderPart): Promise<string[]> => [
  ...(await readFolder(folder, part)).contents.files.keys(),
];

describe('archive/read-folder', () => {
  it('reads a package without the packages that lie in it', async () => {
    for (const path of [
      'package.json',
      'lib/a.js',
      'node_modules/b/b.js',
      '.git/config',
      'lib/node_modules/c.js',
    ])
      put(path);
    put('env/pyvenv.cfg');
    put('env/lib/x.py');

    expect(await pathsOf(root, { kind: 'package' })).toEqual([
      'env/lib/x.py',
      'env/pyvenv.cfg',
      'lib/a.js',
      'package.json',
    ]);
  });

  it('reads what RECORD lists, and nothing above the folder', async () => {
    put('sp/six.py', 'x');
    put(
      'sp/six-1.dist-info/RECORD',
      'six.py,,\n"six-1.dist-info/RECORD",,\n../outside.py,,\n/etc/hostname,,\ngone.py,,\n',
    );
    put('outside.py', 'x');

    const { contents, unread, isWhole } = await readFolder(join(root, 'sp'), {
      kind: 'distribution',
      info: 'six-1.dist-info',
    });

    expect([...contents.files.keys()]).toEqual(['six.py', 'six-1.dist-info/RECORD']);
    expect(unread.map(({ why }) => why)).toEqual([
      '2 files that it installs outside of this folder',
      'cannot be opened (ENOENT)',
    ]);
    expect(isWhole).toBe(true);
  });

  it('does not let a folder that is a link lead RECORD out', async () => {
    put('secret/x.py', 'x');
    put('sp/a-1.dist-info/RECORD', 'way/x.py,,\n');
    symlinkSync(join(root, 'secret'), join(root, 'sp/way'));

    const { contents, isWhole } = await readFolder(join(root, 'sp'), {
      kind: 'distribution',
      info: 'a-1.dist-info',
    });

    expect([[...contents.files.keys()], isWhole]).toEqual([[], false]);
  });

  it('reads what no RECORD lists, wherever it hides', async () => {
    put('six.py');
    put('evil.pth');
    put('node_modules/evil.js');
    put('six-1.dist-info/RECORD', 'six.py,,\nsix-1.dist-info/RECORD,,\n');

    expect(await pathsOf(root, { kind: 'unlisted' })).toEqual(['evil.pth', 'node_modules/evil.js']);
  });

  it('follows no link out, passes links inside, and opens no pipe', async () => {
    put('skill/a.js');
    put('secret.js');
    symlinkSync(join(root, 'secret.js'), join(root, 'skill/out.js'));
    symlinkSync(join(root, 'skill/a.js'), join(root, 'skill/in.js'));
    execFileSync('mkfifo', [join(root, 'skill/pipe.js')]);

    const { contents, unread, isWhole } = await readFolder(join(root, 'skill'), { kind: 'own' });

    expect([...contents.files.keys()]).toEqual(['a.js']);
    expect(contents.faults).toMatchObject([{ kind: 'special', path: 'pipe.js' }]);
    expect(unread).toMatchObject([{ file: 'out.js' }]);
    expect(isWhole).toBe(false);
  });

  it('reads what lies beside a file that calls a folder an environment', async () => {
    put('skill/lib/pyvenv.cfg');
    put('skill/lib/evil.js');
    put('skill/lib/bin/tool.py');
    put('skill/lib/python3/site-packages/apart.py');

    const { contents, isWhole } = await readFolder(join(root, 'skill'), { kind: 'own' });

    expect([...contents.files.keys()]).toEqual(
      expect.arrayContaining(['lib/evil.js', 'lib/bin/tool.py', 'lib/pyvenv.cfg']),
    );
    expect(contents.files.size).toBe(3);
    expect(isWhole).toBe(true);
  });

  it.each(['.git', '__pycache__', '.hg', '.svn', '__pypackages__', '.pnpm-store'])(
    'reads code that somebody put into %s, and nothing that is there anyway',
    async (folder) => {
      put(`skill/${folder}/deep/evil.js`);
      put(`skill/${folder}/evil.py`);
      put(`skill/${folder}/index`);
      put(`skill/${folder}/a.cpython-311.pyc`);

      expect((await pathsOf(join(root, 'skill'), { kind: 'own' })).sort()).toEqual([
        `${folder}/deep/evil.js`,
        `${folder}/evil.py`,
      ]);
    },
  );

  it('reads code among what Python compiled of no package', async () => {
    put('__pycache__/evil.py');
    put('__pycache__/a.cpython-311.pyc');

    expect(await pathsOf(root, { kind: 'unlisted' })).toEqual(['__pycache__/evil.py']);
  });

  it.each([
    ['its interpreter', '.venv/bin/python3.11', true],
    ['another program', '.venv/bin/tool', false],
    ['an interpreter elsewhere', '.venv/python3', false],
  ])('is whole where a link out of an environment is %s: %s %s', async (_, path, whole) => {
    put('python');
    put('skill/.venv/pyvenv.cfg');
    put('skill/.venv/bin/pip', '#!/bin/sh');
    symlinkSync(join(root, 'python'), join(root, 'skill', path));

    const { isWhole, unread } = await readFolder(join(root, 'skill'), { kind: 'own' });

    expect([isWhole, unread.map(({ file }) => file)]).toEqual([whole, [path]]);
  });

  it('stops at the limits of an archive', async () => {
    put('a.js', 'x'.repeat(2_000));
    put('b.js', 'x');

    const { contents } = await readFolder(root, { kind: 'own' }, { ...ARCHIVE_LIMITS, unpackedBytes: 1_000 });

    expect(contents.faults).toMatchObject([{ kind: 'limit' }]);
  });
});
