import { connect as connectTo, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { npmPackage } from '@sallyport/analysis/testing';
import { detonatorContract } from '../../libs/detonation/src/detonator.contract';
import {
  children,
  detonationRange,
  everything,
  hook,
  INDEX,
  type DetonationRange,
} from '../support/detonation';

// Two cages one after the other, each with a strace: seconds where nothing else runs, more on a busy machine.
jest.setTimeout(300_000);

describe('detonation: the cage and the watch', () => {
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

    it.each([
      ['the watch', 'strace', 'postinstall: what watched it ended before it did'],
      ['the sink', 'sink.cjs', 'postinstall: Not kept: what came after the sink had ended'],
    ])('concludes nothing where %s is ended', async (_, program, gap) => {
      await expectNone(program);
      const running = range.npm(hook('wait.js'), { ...INDEX, 'wait.js': 'setTimeout(() => 0, 4_000);' });
      const ended = await endFirst(program);
      const seen = await running;

      expect(ended).toBe(true);
      expect(seen.verdict).toBe('unknown');
      expect(seen.trace.environments.flatMap(({ gaps }) => gaps)).toContain(gap);
    });

    it('leaves nothing behind', async () => {
      const filters = { label: [`sallyport.stack=${range.stackId}`] };

      expect(await range.docker.listContainers({ all: true, filters })).toEqual([]);
      expect(children('strace')).toEqual([]);
    });
  });
});

/** Those of the test before may still be ending. */
async function expectNone(program: string): Promise<void> {
  for (let look = 0; look < 200 && children(program).length > 0; look++) await sleep(50);
  expect(children(program)).toEqual([]);
}

/** Ends one program of this name as soon as there is one, and while it is at work. */
async function endFirst(program: string): Promise<boolean> {
  for (let look = 0; look < 600; look++) {
    const [first] = children(program);
    if (first !== undefined) {
      // It has begun by then: what is ended before is an error and no gap.
      await sleep(2_000);
      return process.kill(first, 'SIGKILL');
    }
    await sleep(50);
  }
  return false;
}
