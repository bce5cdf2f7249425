import { DEFAULT_LIMITS } from '@sallyport/domain';
import { connectDocker, DockerSandbox } from '@sallyport/sandbox';
import { sandboxEngine, type SandboxEngine } from '../support/sandbox-engine';

const MIB = 1024 ** 2;

// A busy machine takes seconds for a start; what is tested has its own limits.
jest.setTimeout(60_000);

/** Each limit of a run, and what is left after each way to end: nothing. */
describe('the limits of the sandbox', () => {
  let engine: SandboxEngine;
  beforeAll(async () => {
    engine = await sandboxEngine();
  });
  afterEach(async () => {
    expect(await engine.containers()).toEqual([]);
  });

  it.each([
    ['python', 'kept = []\nwhile True: kept.append(bytearray(1 << 20))'],
    ['node', 'const kept = []; for (;;) kept.push(Buffer.alloc(1 << 20, 1));'],
    ['node', 'const kept = []; for (;;) kept.push(new Array(100_000).fill(kept.length));'],
  ] as const)('memory: %s that takes more dies of memory: %s', async (language, code) => {
    const execution = await engine[language](code, { limits: { memoryBytes: 64 * MIB } });

    expect(execution).toMatchObject({ death: 'memory', result: null, exitCode: null });
  });

  it.each([
    ['memory', ['memory.max', 'memory/memory.limit_in_bytes'], String(96 * MIB)],
    ['processes', ['pids.max', 'pids/pids.max'], '20'],
    ['CPU', ['cpu.max', 'cpu/cpu.cfs_quota_us'], expect.stringMatching(/^50000( 100000)?$/)],
  ])('%s: the kernel has been told the limit', async (_, inputs, expected) => {
    const limits = { memoryBytes: 96 * MIB, pids: 20, cpus: 0.5 };

    const { result } = await engine.python(
      `
import os
found = [p for p in ('/sys/fs/cgroup/' + name for name in inputs) if os.path.exists(p)]
result = open(found[0]).read().strip()
`,
      { inputs, limits },
    );

    expect(result).toEqual(expected);
  });

  it('processes: no more than the limit, by fork, by thread and by program', async () => {
    const limits = { pids: 16 };

    const forks = await engine.python(
      `
import os, time
result = 0
try:
    while True:
        if os.fork() == 0:
            time.sleep(30)
            os._exit(0)
        result += 1
except OSError: pass
`,
      { limits },
    );
    const threads = await engine.python(
      `
import threading
stop = threading.Event()
result = 0
try:
    while True:
        threading.Thread(target=stop.wait, daemon=True).start()
        result += 1
except RuntimeError: pass
`,
      { limits },
    );
    const programs = await engine.node(
      `const { spawnSync, spawn } = require('node:child_process');
       for (let count = 0; ; count += 1) {
         const child = spawn('sleep', ['30']);
         if (await new Promise((done) => child.on('spawn', () => done(false)).on('error', () => done(true)))) return count;
       }`,
      { limits },
    );

    expect(forks.result).toBe(15);
    expect(threads.result).toBe(15);
    expect(programs.result).toBeLessThan(16);
  });

  it('processes: a fork bomb harms nobody and is gone with its time', async () => {
    const bomb = engine.python('import os\nwhile True:\n try: os.fork()\n except OSError: pass', {
      limits: { pids: 64, wallMs: 3_000 },
    });
    const neighbour = await engine.python('result = 1');

    expect(neighbour.result).toBe(1);
    expect(await bomb).toMatchObject({ death: 'wall-time', result: null });
  });

  it.each([
    ['python', 'print("begun", flush=True)\nwhile True: pass'],
    [
      'python',
      'import signal, time\nsignal.signal(15, signal.SIG_IGN)\nprint("begun", flush=True)\ntime.sleep(600)',
    ],
    ['node', 'console.log("begun"); for (;;);'],
    ['node', 'console.log("begun"); await new Promise((go) => setTimeout(go, 600_000));'],
  ] as const)('wall time: %s is ended, and what it had printed is kept: %j', async (language, code) => {
    const execution = await engine[language](code, { limits: { wallMs: 1_500 } });

    expect(execution).toMatchObject({
      ...{ death: 'wall-time', stdout: 'begun\n', result: null, exitCode: null, truncated: false },
      usage: { wallMs: expect.any(Number) },
    });
    expect(execution.usage.wallMs).toBeGreaterThanOrEqual(1_500);
  });

  it.each([
    ['python', 'while True: print("x" * 100)'],
    ['python', 'import os\nwhile True: os.write(2, b"x")'],
    ['python', 'import subprocess\nsubprocess.run(["yes"])'],
    ['node', 'for (;;) require("node:fs").writeSync(1, "x".repeat(100));'],
  ] as const)('output: %s that says too much is ended at the limit: %j', async (language, code) => {
    const execution = await engine[language](code, { limits: { outputBytes: 5_000 } });

    expect(execution).toMatchObject({ death: 'output', truncated: true, result: null });
    expect(execution.stdout.length + execution.stderr.length).toBe(5_000);
  });

  it.each([
    ['python', 'result = "x" * 5_000'],
    ['node', 'return "x".repeat(5_000);'],
  ] as const)('output: an answer of %s that is too large is told as an error', async (language, code) => {
    const execution = await engine[language](code, { limits: { outputBytes: 4_000 } });

    expect(execution).toMatchObject({ death: 'exited', result: null, exitCode: 1 });
    expect(execution.error?.message).toContain('the limit is 4000');
  });

  it('/tmp: holds as many bytes and files as it may, and not one more', async () => {
    const { result } = await engine.python(
      `
import os
try:
    with open('/tmp/large', 'wb', buffering=0) as file:
        while True: file.write(bytes(65536))
except OSError: pass
size = os.stat('/tmp/large').st_size
os.unlink('/tmp/large')
count = 0
try:
    while True:
        open(f'/tmp/{count}', 'w').close()
        count += 1
except OSError as full:
    result = {'bytes': size, 'files': count, 'errno': full.errno}
`,
      { limits: { tmpBytes: 2 * MIB } },
    );

    expect(result).toEqual({ bytes: 2 * MIB, files: expect.any(Number), errno: 28 }); // ENOSPC
    expect((result as { files: number }).files).toBeLessThanOrEqual(512);
  });

  it.each([
    ['open files', 'RLIMIT_NOFILE', 1_024],
    ['core dumps', 'RLIMIT_CORE', 0],
  ])('%s: %s is %d', async (_, inputs, expected) => {
    const { result } = await engine.python(
      'import resource\nresult = resource.getrlimit(getattr(resource, inputs))',
      { inputs },
    );

    expect(result).toEqual([expected, expected]);
  });

  it('ends as killed when the caller gives up', async () => {
    const controller = new AbortController();
    const running = engine.python('import time\ntime.sleep(600)', { signal: controller.signal });
    setTimeout(() => controller.abort(), 500);

    expect(await running).toMatchObject({ death: 'killed', result: null, exitCode: null });
  });

  it('ends as killed, not of memory, when someone else kills it through the engine', async () => {
    const running = engine.python('import time\ntime.sleep(600)');
    const { Id } = await engine.started();
    await engine.docker.getContainer(Id).kill();

    expect(await running).toMatchObject({ death: 'killed', result: null, exitCode: null });
  });

  it('leaves nothing behind where the image cannot run the code at all', async () => {
    await expect(engine.node('return 1;', { imageId: engine.images.pypi })).rejects.toMatchObject({
      code: 'engine-unavailable',
    });
  });

  it('runs many at a time', async () => {
    const runs = Array.from({ length: 8 }, (_, inputs) => engine.python('result = inputs', { inputs }));

    const executions = await Promise.all(runs);

    expect(executions.map(({ result }) => result)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('sweeps away what a crashed process has left, and only that', async () => {
    const leave = (staleAt: number) =>
      engine.docker.createContainer({
        ...{ Image: engine.images.pypi, Entrypoint: ['sleep', '600'], HostConfig: { NetworkMode: 'none' } },
        Labels: {
          ...{ 'sallyport.stack': engine.stackId, 'sallyport.kind': 'execution' },
          'sallyport.stale-at': String(staleAt),
        },
      });
    const [stale, fresh] = [await leave(Date.now() - 1), await leave(Date.now() + 60_000)];
    await stale.start();

    expect(await engine.sandbox.sweep()).toBe(1);
    expect((await engine.containers()).map(({ Id }) => Id)).toEqual([fresh.id]);
    expect(await engine.sandbox.sweep(Date.now() + 120_000)).toBe(1);
  });

  it('says that the engine does not answer, where none does', async () => {
    const sandbox = new DockerSandbox(connectDocker('unix:///nonexistent/docker.sock'), { stackId: 'none' });
    const run = {
      imageId: 'any',
      ecosystem: 'pypi' as const,
      code: '',
      inputs: null,
      limits: DEFAULT_LIMITS,
    };

    await expect(sandbox.ping()).rejects.toMatchObject({ code: 'engine-unavailable' });
    await expect(sandbox.run(run)).rejects.toMatchObject({ code: 'engine-unavailable' });
  });
});
