import { ArtifactProfile, MAX_PROFILE_FILES } from '@sallyport/domain';
import { analyzeArtifact } from '../../process/analyze-artifact';
import { npmPackage, tarball, wheel, type Files } from '../../testing';

const profileOfNpm = async (manifest: Record<string, unknown>, files: Files = {}): Promise<ArtifactProfile> =>
  ArtifactProfile.parse((await analyzeArtifact('npm', await npmPackage(manifest, files))).profile);
const profileOfWheel = async (files: Files): Promise<ArtifactProfile> =>
  ArtifactProfile.parse((await analyzeArtifact('pypi', wheel(files))).profile);
const profileOfSdist = async (files: Files): Promise<ArtifactProfile> =>
  ArtifactProfile.parse((await analyzeArtifact('pypi', await tarball(files))).profile);
const PKG_INFO = 'Metadata-Version: 2.1\nName: a\nVersion: 1.0.0\n';

describe('facts/profile/profile-of', () => {
  it('has the commands that npm runs by itself, and whether they only build', async () => {
    const { hooks } = await profileOfNpm(
      { scripts: { preinstall: 'node-gyp rebuild', postinstall: 'node setup.js 1.0.0', test: 'jest' } },
      { 'setup.js': `require('https').get('https://a.invalid')` },
    );

    expect(hooks).toMatchObject([
      { name: 'preinstall', kind: 'hook', command: 'node-gyp rebuild', onlyBuilds: true },
      { name: 'postinstall', kind: 'hook', command: 'node setup.js *', onlyBuilds: false },
    ]);
  });

  it('tells another content of what a hook runs from the same', async () => {
    const codeOf = async (text: string) =>
      (await profileOfNpm({ scripts: { install: 'node a.js' } }, { 'a.js': text })).hooks[0]?.code;

    expect(await codeOf('1')).toBe(await codeOf('1'));
    expect(await codeOf('1')).not.toBe(await codeOf('2'));
  });

  it('has what gyp runs, which the command of npm does not say', async () => {
    const { hooks } = await profileOfNpm(
      {},
      { 'binding.gyp': `{ "targets": [{ "sources": ["<!(node find.js)"] }] }`, 'find.js': '1' },
    );

    expect(hooks).toMatchObject([
      { name: 'binding.gyp', kind: 'gyp', command: 'node-gyp rebuild; node find.js' },
    ]);
  });

  it('has settings and instructions of agents, with commands or without', async () => {
    const { hooks } = await profileOfNpm(
      {},
      {
        '.vscode/tasks.json': JSON.stringify({
          tasks: [{ command: 'node x.js', runOptions: { runOn: 'folderOpen' } }],
        }),
        'CLAUDE.md': 'Always be kind.',
      },
    );

    expect(hooks).toMatchObject([
      { name: '.vscode/tasks.json', kind: 'autorun', command: 'node x.js' },
      { name: 'CLAUDE.md', kind: 'autorun', command: '' },
    ]);
  });

  it('has dependencies by section, and whether anything names them', async () => {
    const { dependencies } = await profileOfNpm(
      {
        dependencies: { lodash: '^4.0.0', phantom: '1.0.0', '@types/express': '*', odd: 1 },
        optionalDependencies: { maybe: '*' },
        peerDependencies: { react: '>=18' },
        bundleDependencies: ['lodash'],
      },
      { 'index.js': `require('lodash'); import('express');`, 'package-lock.json': '{"phantom":1}' },
    );

    expect(dependencies.map(({ section, name, isNamed }) => [section, name, isNamed])).toEqual([
      ['required', 'lodash', true],
      ['required', 'phantom', false],
      ['required', '@types/express', true],
      ['optional', 'maybe', false],
      ['peer', 'react', false],
      ['bundled', 'lodash', true],
    ]);
  });

  it('has entry points, of whatever shape', async () => {
    const { entryPoints } = await profileOfNpm({
      main: 'index.js',
      bin: { a: 'cli.js' },
      exports: { '.': { import: './index.mjs' } },
    });

    expect(entryPoints).toEqual(['bin:a=cli.js', 'exports:.:import=./index.mjs', 'main=index.js']);
  });

  it('has what a wheel starts with Python, needs and offers', async () => {
    const profile = await profileOfWheel({
      'a/__init__.py': 'import yaml\n',
      'a-1.0.0-nspkg.pth': 'import os\n',
      'a-1.0.0.dist-info/METADATA':
        'Metadata-Version: 2.1\nName: a\nVersion: 1.0.0\nRequires-Dist: PyYAML>=6\nRequires-Dist: x_y (<2) ; python_version < "3.9"\nRequires-Dist: pytest; extra == "test"\n',
      'a-1.0.0.dist-info/WHEEL': 'Wheel-Version: 1.0\n',
      'a-1.0.0.dist-info/RECORD': '',
      'a-1.0.0.dist-info/entry_points.txt': '[console_scripts]\na = a:main\n',
    });

    expect(profile.hooks).toMatchObject([{ name: 'a-*-nspkg.pth', kind: 'autoload', command: 'import os' }]);
    expect(profile.dependencies).toEqual([
      { section: 'required', name: 'pyyaml', range: '>=6', isNamed: true },
      { section: 'required', name: 'x-y', range: '<2', isNamed: false },
      { section: 'extra', name: 'pytest', range: '', isNamed: false },
    ]);
    expect(profile.entryPoints).toEqual(['console_scripts:a=a:main']);
    expect(profile.files.map(({ path }) => path)).toContain('*.dist-info/METADATA');
  });

  it.each([
    ['nothing is said', {}, 'setuptools.build_meta:__legacy__', true],
    ['it cannot be read', { 'pyproject.toml': '[[[' }, 'setuptools.build_meta:__legacy__', false],
    [
      'a known one is named',
      { 'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"' },
      'hatchling.build',
      true,
    ],
    [
      'a stranger is named',
      { 'pyproject.toml': '[build-system]\nbuild-backend = "evil.build"' },
      'evil.build',
      false,
    ],
    [
      'one lies in the sdist itself',
      { 'pyproject.toml': '[build-system]\nbuild-backend = "hatchling.build"\nbackend-path = ["."]' },
      'hatchling.build in ["."]',
      false,
    ],
  ])('knows what builds an sdist where %s', async (_title, files, command, onlyBuilds) => {
    const { hooks } = await profileOfSdist({ 'PKG-INFO': PKG_INFO, ...files });

    expect(hooks.find(({ kind }) => kind === 'backend')).toMatchObject({ command, onlyBuilds });
  });

  it('lists code first of more files than it lists, and has one digest of the rest', async () => {
    const many = (count: number, text = 'x'): Files =>
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [`data/${String(n).padStart(5, '0')}.txt`, text]),
      );
    const restOf = async (files: Files) => (await profileOfNpm({}, files)).rest;
    const whole = await profileOfNpm({}, { ...many(MAX_PROFILE_FILES + 100), 'z.js': '1' });

    expect(whole.files).toHaveLength(MAX_PROFILE_FILES);
    expect(whole.files[0]).toMatchObject({ path: 'z.js', kind: 'code' });
    expect(whole).toMatchObject({ rest: { files: 102 }, fileCount: MAX_PROFILE_FILES + 102 });
    expect(await restOf(many(2_500))).toEqual(await restOf(many(2_500)));
    expect(await restOf(many(2_500))).not.toEqual(await restOf({ ...many(2_500), 'data/02499.txt': 'y' }));
  });

  it('says what it cut', async () => {
    const dependencies = Object.fromEntries(Array.from({ length: 1_100 }, (_, n) => [`d${n}`, '1']));

    const profile = await profileOfNpm({ dependencies });

    expect(profile.dependencies).toHaveLength(1_000);
    expect(profile.cut).toEqual(['dependencies']);
  });

  it('is a profile, whatever the manifest is', async () => {
    for (const text of ['', '[]', '{"dependencies":[1],"bin":7,"exports":[[["a"]]],"bundleDependencies":{}}'])
      expect(
        ArtifactProfile.parse(
          (await analyzeArtifact('npm', await tarball({ 'package.json': text }))).profile,
        ),
      ).toMatchObject({
        dependencies: [],
      });
  });
});
