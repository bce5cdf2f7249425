import { createServer, type AddressInfo, type Server } from 'node:net';
import { sandboxEngine, type SandboxEngine } from '../support/sandbox-engine';

// A busy machine takes seconds for a start; what is tested has its own limits.
jest.setTimeout(60_000);

/** The walls of the sandbox, each tried from the inside against the real engine. Limits: sandbox-limits.spec.ts. */
describe('the walls of the sandbox', () => {
  let engine: SandboxEngine;
  beforeAll(async () => {
    engine = await sandboxEngine();
  });

  describe('network', () => {
    let server: Server;
    beforeAll(async () => {
      server = createServer((socket) => socket.end('the host'));
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    });
    afterAll(() => new Promise((closed) => server.close(closed)));

    it('has no interface but its own loopback', async () => {
      const python = await engine.python(
        'import socket\nresult = [name for _, name in socket.if_nameindex()]',
      );
      const node = await engine.node('return Object.keys(require("node:os").networkInterfaces());');

      expect([python.result, node.result]).toEqual([['lo'], ['lo']]);
    });

    it.each([
      ['an address outside', '192.0.2.1', 80],
      ["the host's first bridge", '172.17.0.1', 2375],
      ['an IPv6 address', '2001:db8::1', 443],
    ])('has no route to %s', async (_, host, port) => {
      const inputs = [host, port];

      const python = await engine.python(
        'import socket\ntry:\n socket.create_connection(tuple(inputs), 5)\nexcept OSError as e: result = e.errno',
        { inputs },
      );
      const node = await engine.node(
        `return await new Promise((done) => require('node:net').connect(inputs[1], inputs[0], () => done('connected'))
           .on('error', (e) => done(e.code)));`,
        { inputs },
      );

      expect(python.result).toBe(101); // ENETUNREACH
      expect(node.result).toBe('ENETUNREACH');
    });

    it("does not reach a server on the host's loopback", async () => {
      const inputs = (server.address() as AddressInfo).port;

      const { error } = await engine.python(
        'import socket\nsocket.create_connection(("127.0.0.1", inputs), 5)',
        {
          inputs,
        },
      );

      expect(error?.type).toBe('ConnectionRefusedError');
    });

    it('resolves no name', async () => {
      const { error } = await engine.python('import socket\nsocket.getaddrinfo("registry.invalid", 443)');

      expect(error?.type).toBe('gaierror');
    });

    it.each([
      ['AF_VSOCK, the way to the hypervisor', 40],
      ['AF_ALG', 38],
      ['AF_PACKET', 17],
      ['AF_BLUETOOTH', 31],
    ])('opens no socket of %s', async (_, inputs) => {
      const { error } = await engine.python('import socket\nsocket.socket(inputs, socket.SOCK_SEQPACKET)', {
        inputs,
      });

      expect(error).toMatchObject({ type: 'PermissionError', message: '[Errno 1] Operation not permitted' });
    });
  });

  describe('file system', () => {
    it('can be written to in /tmp only, wherever one tries', async () => {
      const { result } = await engine.python(`
import os
result = []
for folder, folders, files in os.walk('/'):
    if folder == '/proc': folders.clear()
    path = os.path.join(folder, 'planted')
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        os.unlink(path)
        result.append(folder)
    except OSError:
        pass
`);

      expect(result).toEqual(['/tmp']);
    });

    it.each(['/opt/sallyport/run.py', '/etc/passwd', '/usr/bin/python3', '/opt/skill/new', '/var/x'])(
      'does not let %s be written',
      async (inputs) => {
        const node = await engine.node('require("node:fs").writeFileSync(inputs, "x");', { inputs });
        const python = await engine.python('open(inputs, "w")', { inputs });

        expect(node.error?.message).toMatch(/^(EROFS|EACCES|ENOENT)/);
        expect(python.error?.type).toMatch(/^(OSError|PermissionError|FileNotFoundError)$/);
      },
    );

    it('has a root that is mounted read-only, and a /tmp without programs, setuid and devices', async () => {
      const { result } = await engine.python(
        'result = {l.split()[1]: l.split()[3].split(",") for l in open("/proc/self/mounts")}',
      );

      expect(result).toMatchObject({
        '/': expect.arrayContaining(['ro']),
        '/tmp': expect.arrayContaining(['rw', 'noexec', 'nosuid', 'nodev']),
      });
    });

    it('runs no program from /tmp', async () => {
      const { error } = await engine.python(`
import os, shutil, subprocess
shutil.copy('/bin/true', '/tmp/program')
os.chmod('/tmp/program', 0o755)
subprocess.run(['/tmp/program'])
`);

      expect(error?.type).toBe('PermissionError');
    });

    it('forgets /tmp from run to run', async () => {
      await engine.python('open("/tmp/left", "w").write("x")');

      const { result } = await engine.python('import os\nresult = os.listdir("/tmp")');

      expect(result).toEqual([]);
    });

    it("has nothing of the host mounted, nor its swap, nor the engine's socket", async () => {
      const controller = new AbortController();
      const running = engine.python('import time\ntime.sleep(60)', {
        signal: controller.signal,
      });
      const { Id } = await engine.started();

      const { Mounts, HostConfig } = await engine.docker.getContainer(Id).inspect();
      controller.abort();
      const { result } = await engine.python(`
import os
result = []
for folder, folders, files in os.walk('/'):
    if folder == '/proc': folders.clear()
    result += [f for f in files if f.endswith('.sock')]
`);
      await running;

      expect(Mounts).toEqual([]);
      expect(HostConfig).toMatchObject({
        Binds: null,
        Devices: null,
        Privileged: false,
        NetworkMode: 'none',
      });
      expect(result).toEqual([]);
    });
  });

  describe('privileges', () => {
    const STATUS =
      'result = {k: v.strip() for k, v in (l.rstrip("\\n").split(":", 1) for l in open("/proc/self/status"))}';

    it.each([
      ['Uid', '10001\t10001\t10001\t10001'],
      ['Gid', '10001\t10001\t10001\t10001'],
      ['Groups', '10001'],
      ['CapEff', '0000000000000000'],
      ['CapPrm', '0000000000000000'],
      ['CapBnd', '0000000000000000'],
      ['CapAmb', '0000000000000000'],
      ['NoNewPrivs', '1'],
      ['Seccomp', '2'],
    ])('is, by /proc/self/status, %s %j', async (key, value) => {
      const { result } = await engine.python(STATUS);

      expect(result).toHaveProperty(key, value);
    });

    it('is the same for Node.js', async () => {
      const { result } = await engine.node(
        'return require("node:fs").readFileSync("/proc/self/status", "utf8");',
      );

      expect(result).toMatch(/^Uid:\t10001\t/m);
      expect(result).toMatch(/^CapEff:\t0+$/m);
      expect(result).toMatch(/^NoNewPrivs:\t1$/m);
      expect(result).toMatch(/^Seccomp:\t2$/m);
    });

    it('cannot become root', async () => {
      const { error } = await engine.python('import os\nos.setuid(0)');

      expect(error?.type).toBe('PermissionError');
    });

    // Called so that the kernel without a filter would answer something else than the filter does.
    it.each([
      ['ptrace', 101, 117, [0, 0, 0, 0], 1],
      ['process_vm_readv', 310, 270, [1, 0, 0, 0, 0, 0], 1],
      ['unshare', 272, 97, [0], 1],
      ['setns', 308, 268, [-1, 0], 1],
      ['clone with CLONE_NEWUSER', 56, 220, [0x10000011, 0, 0, 0, 0], 1],
      ['clone3', 435, 435, [0, 0], 38],
      ['keyctl', 250, 219, [0, -3, 0], 1],
      ['userfaultfd', 323, 282, [0xffff], 1],
      ['perf_event_open', 298, 241, [0, 0, -1, -1, 0], 1],
      ['io_uring_setup', 425, 425, [1, 0], 1],
      ['memfd_create', 319, 279, [0, 0], 1],
      ['shmget', 29, 194, [0, 4096, 0o600], 1],
      ['fsopen', 430, 430, [0, 0], 1],
      ['pidfd_getfd', 438, 438, [-1, 0, 0], 1],
      ['seccomp', 317, 277, [2, 0, 0], 1],
    ])('is refused the system call %s', async (_, x64, arm64, args, errno) => {
      const { result } = await engine.python(
        `
import ctypes, platform
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
number = inputs[0] if platform.machine() == 'x86_64' else inputs[1]
result = [libc.syscall(ctypes.c_long(number), *(ctypes.c_long(a) for a in inputs[2])), ctypes.get_errno()]
`,
        { inputs: [x64, arm64, args] },
      );

      expect(result).toEqual([-1, errno]);
    });
  });

  describe('surroundings', () => {
    it('carries exactly this environment, whatever ours is', async () => {
      const expected = {
        ...{ PATH: '/usr/local/bin:/usr/bin:/bin', HOSTNAME: 'sandbox', HOME: '/tmp', TMPDIR: '/tmp' },
        LANG: 'C.UTF-8',
      };

      const python = await engine.python('import os\nresult = dict(os.environ)');
      const node = await engine.node('return process.env;');

      expect([python.result, node.result]).toEqual([expected, expected]);
    });

    it('shows neither code nor inputs in an argument list, and sees no process but its own', async () => {
      const { result } = await engine.python(
        `
import glob
result = [open(f).read() for f in glob.glob('/proc/[0-9]*/cmdline')]  # the code's own words
`,
        { inputs: 'a secret' },
      );

      expect(result).toEqual([expect.stringMatching(/^python3\0.*\/opt\/sallyport\/run\.py\0$/)]);
      expect(JSON.stringify(result)).not.toMatch(/secret|words/);
    });

    it('finds nothing on its stdin', async () => {
      const python = await engine.python('import sys\nresult = sys.stdin.read()', { inputs: 'a secret' });
      const node = await engine.node('return require("node:fs").readFileSync(0, "utf8");', {
        inputs: 'a secret',
      });

      expect([python.result, node.result]).toEqual(['', '']);
    });

    it("does not learn the container's id or the host's cgroups", async () => {
      const { result } = await engine.python('result = open("/proc/self/cgroup").read()');

      expect(result).not.toMatch(/docker|[0-9a-f]{64}/);
    });
  });
});
