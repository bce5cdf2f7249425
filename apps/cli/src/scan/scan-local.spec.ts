import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { npmPackage, tarball, wheel, zip } from '@sallyport/analysis/testing';
import { EXIT, type ExitCode } from '../exit-code';
import {
  freshHome,
  honest,
  put,
  removeHome,
  root,
  scan,
  scanned,
  steals,
  THIEF,
} from '../testing/scan-home.fake';

beforeEach(freshHome);
afterEach(removeHome);

describe('scan/scan-local', () => {
  it.each<[string, string, () => Promise<Buffer> | Buffer, string | null, string, ExitCode]>([
    ['an honest tarball', 'a.tgz', () => honest(), 'npm', 'clean', EXIT.ok],
    ['a tarball whose hook steals', 'a.tgz', () => steals(), 'npm', 'malicious', EXIT.denied],
    ['an honest wheel', 'a.whl', () => wheel({ 'sample/__init__.py': '' }), 'pypi', 'clean', EXIT.ok],
    [
      'a wheel that runs at every start',
      'a.whl',
      () => wheel({ 'x.pth': "import base64; exec(base64.b64decode('eA=='))\n" }),
      'pypi',
      'malicious',
      EXIT.denied,
    ],
    [
      'an sdist as tarball',
      'a.tar.gz',
      () => tarball({ 'PKG-INFO': 'Metadata-Version: 2.1\nName: x\nVersion: 1\n', 'setup.py': '' }),
      'pypi',
      'clean',
      EXIT.ok,
    ],
    [
      'an sdist as zip',
      'a.zip',
      () =>
        zip([
          { name: 'x-1/PKG-INFO', content: 'Metadata-Version: 2.1\nName: x\nVersion: 1\n' },
          { name: 'x-1/setup.py', content: '' },
        ]),
      'pypi',
      'clean',
      EXIT.ok,
    ],
    [
      'an archive cut off',
      'a.tgz',
      async () => (await honest()).subarray(0, 60),
      null,
      'unknown',
      EXIT.failed,
    ],
    ['a name without an ending', 'abcdef', () => honest(), 'npm', 'clean', EXIT.ok],
  ])('looks at %s', async (_, name, build, ecosystem, verdict, exit) => {
    put(name, await build());

    const { artifacts, ...ran } = await scanned([name]);

    expect(artifacts.map((each) => [each.ecosystem, each.verdict])).toEqual([[ecosystem, verdict]]);
    expect([ran.verdict, ran.exit]).toEqual([verdict, exit]);
  });

  it('looks at what a tarball runs although it also says that it is of PyPI', async () => {
    const info = 'Metadata-Version: 2.1\nName: x\nVersion: 1\n';
    put(
      'a.tgz',
      await npmPackage({ scripts: { install: 'node a.js' } }, { 'PKG-INFO': info, 'a.js': THIEF }),
    );

    expect(await scanned(['a.tgz'])).toMatchObject({ verdict: 'malicious', exit: EXIT.denied });
  });

  it('lets --ecosystem overrule what an archive says it is', async () => {
    put('a.tgz', await honest());

    const { artifacts } = await scanned(['a.tgz', '--ecosystem', 'pypi']);

    expect(artifacts).toMatchObject([{ ecosystem: 'pypi', findings: [{ rule: 'manifest-missing' }] }]);
  });

  it('says how the place of a finding is reached', async () => {
    put('a.tgz', await steals());

    const { text } = await scan(['a.tgz']);

    expect(text).toContain('MALICIOUS  pkg:npm/thief@1.0.0');
    expect(text).toContain('by  postinstall: node a.js > a.js:1 > lib/b.js');
    expect(text).toContain('lib/b.js:3');
  });

  it('concludes nothing where looking fails, and says why', async () => {
    put('good.tgz', await honest());
    put('deep.tgz', await honest('deep'));

    const { artifacts, verdict, exit } = await scanned(['good.tgz', 'deep.tgz'], undefined, 'deep.tgz');

    expect(artifacts).toMatchObject([
      {
        what: 'deep.tgz',
        verdict: 'unknown',
        undecided: { code: 'scan-failed', evidence: expect.stringContaining('SIGSEGV') },
      },
      { what: 'good.tgz', verdict: 'clean', undecided: null },
    ]);
    expect([verdict, exit]).toEqual(['unknown', EXIT.failed]);
  });

  it('stays with a "no" where something else could not be judged', async () => {
    put('bad.tgz', await steals());
    put('deep.tgz', await honest('deep'));

    expect((await scanned(['bad.tgz', 'deep.tgz'], undefined, 'deep.tgz')).exit).toBe(EXIT.denied);
  });

  it('finds packages in node_modules and site-packages, and follows no link out', async () => {
    put('app/SKILL.md', '# x\n');
    put('app/node_modules/good/package.json', '{"name":"good","version":"1.0.0"}');
    put(
      'app/node_modules/@s/thief/package.json',
      '{"name":"@s/thief","version":"1.0.0","scripts":{"install":"node x"}}',
    );
    put('app/node_modules/@s/thief/x.js', THIEF);
    put('app/.venv/lib/site-packages/evil.pth', "import base64; exec(base64.b64decode('eA=='))\n");
    put('app/.venv/lib/site-packages/six.py', '');
    put('app/.venv/lib/site-packages/six-1.dist-info/METADATA', 'Name: six\nVersion: 1\n');
    put(
      'app/.venv/lib/site-packages/six-1.dist-info/RECORD',
      'six.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\nsix-1.dist-info/METADATA,sha256=oZAOgYIcMr1KHEUNx84znHPQolvLXgp7W_Ox7zAa7vc,21\nsix-1.dist-info/RECORD,,\n',
    );
    put('outside/package.json', '{"name":"outside","version":"1.0.0"}');
    symlinkSync(join(root, 'outside'), join(root, 'app/node_modules/linked'));

    const { artifacts, notLookedAt, exit } = await scanned(['./app']);

    expect(artifacts.map(({ what, verdict }) => [what, verdict])).toEqual([
      ['app/.venv/lib/site-packages/(files of no package)', 'malicious'],
      ['app/node_modules/@s/thief', 'malicious'],
      ['app', 'clean'],
      ['app/.venv/lib/site-packages/six-1.dist-info', 'clean'],
      ['app/node_modules/good', 'clean'],
    ]);
    expect(notLookedAt).toEqual([
      { what: 'app/node_modules/linked', why: 'a link out of the folder, which is not followed' },
    ]);
    expect(exit).toBe(EXIT.denied);
  });

  it("looks at a skill's own code, and does not call it clean where a file is a link out", async () => {
    put('skill/run.js', "const a = require('https');\nmodule.exports = a;\n");
    put('secret.js', '');
    symlinkSync(join(root, 'secret.js'), join(root, 'skill/linked.js'));

    const { artifacts } = await scanned(['./skill']);

    expect(artifacts).toMatchObject([{ verdict: 'unknown', unread: [{ file: 'linked.js' }] }]);
  });

  it("accuses a skill's own code that sends the environment", async () => {
    put('skill/run.js', THIEF);

    const { artifacts, exit } = await scanned(['./skill']);

    expect(artifacts).toMatchObject([
      { verdict: 'malicious', findings: [{ rule: 'code-secret-sent', file: 'run.js' }] },
    ]);
    expect(exit).toBe(EXIT.denied);
  });

  it('refuses archives beside something else, and names that are no archive', async () => {
    put('a.tgz', await honest());

    expect((await scan(['a.tgz', 'express'])).exit).toBe(EXIT.usage);
    expect((await scan(['absent.tgz'])).exit).toBe(EXIT.usage);
  });

  it('prints nothing of the artifact that could steer a terminal', async () => {
    put(
      'a.tgz',
      await npmPackage({ scripts: { postinstall: 'node a.js \u001b[2J\u202e' } }, { 'a.js': THIEF }),
    );

    const { text } = await scan(['a.tgz']);

    expect(text).not.toMatch(/\p{Cc}(?<!\n)|\u202e/u);
  });

  it('writes SARIF with the rules, the places and how they are reached', async () => {
    put('a.tgz', await steals());

    const { written } = await scan(['a.tgz', '--sarif', 'out.sarif']);
    const log = JSON.parse(written[join(root, 'out.sarif')] ?? '{}') as {
      runs: { tool: object; results: object[] }[];
    };

    expect(log.runs).toHaveLength(1);
    expect(log.runs[0]?.results).toContainEqual(
      expect.objectContaining({
        ruleId: 'hook-credential-theft',
        level: 'error',
        locations: [
          expect.objectContaining({
            physicalLocation: {
              artifactLocation: { uri: 'a.tgz/lib/b.js', uriBaseId: '%SRCROOT%' },
              region: { startLine: 3 },
            },
          }),
        ],
        codeFlows: [expect.anything()],
      }),
    );
  });

  it('does not open what is no regular file, and says so', async () => {
    put('skill/SKILL.md', '');
    put('skill/locked.js', 'x');
    chmodSync(join(root, 'skill/locked.js'), 0o000);
    symlinkSync('/dev/zero', join(root, 'skill/endless.js'));

    const { verdict } = await scanned(['./skill']);

    expect(verdict).toBe('unknown');
  });
});
