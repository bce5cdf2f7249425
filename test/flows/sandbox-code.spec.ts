import { sandboxContract } from '../../libs/sandbox/src/sandbox.contract';
import { sandboxEngine, type SandboxEngine } from '../support/sandbox-engine';

// A busy machine takes seconds for a start; what is tested has its own limits.
jest.setTimeout(60_000);

/** What code meets inside: its inputs, its packages, and the ways it can end. */
describe('code in the sandbox', () => {
  let engine: SandboxEngine;
  beforeAll(async () => {
    engine = await sandboxEngine();
  });
  afterAll(() => engine.cleanUp());

  describe('DockerSandbox', () => {
    sandboxContract(() => ({ sandbox: engine.sandbox, imageId: engine.images.npm }));
  });

  describe('Python', () => {
    it.each([
      ['reads its inputs', 'result = sum(inputs["numbers"])', { numbers: [1, 2.5] }, 3.5],
      ['answers with null without a result', 'x = 1', {}, null],
      ['keeps text as it is', 'result = inputs', 'é\u0000\n😀\u2028', 'é\u0000\n😀\u2028'],
      ['has names that its own functions see', 'def f(): return inputs\nresult = f()', 1, 1],
      [
        'pickles its own classes',
        'import pickle\nclass A: pass\nresult = type(pickle.loads(pickle.dumps(A()))).__name__',
        {},
        'A',
      ],
      [
        'has dataclasses',
        'from dataclasses import *\n@dataclass\nclass P:\n x: int\nresult = asdict(P(1))',
        {},
        { x: 1 },
      ],
      [
        'runs programs',
        'import subprocess\nresult = subprocess.run(["echo", "hi"], capture_output=True, text=True).stdout',
        {},
        'hi\n',
      ],
      [
        'has threads',
        'from concurrent.futures import *\nresult = list(ThreadPoolExecutor(4).map(abs, [-1, -2]))',
        {},
        [1, 2],
      ],
      [
        'calls back from C',
        'import ctypes\nf = ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 7)\nresult = f()',
        {},
        7,
      ],
      [
        'answers once though it forked',
        'import os\nresult = "child" if os.fork() == 0 else "parent"',
        {},
        'parent',
      ],
      ['answers though it closed its stdout', 'import os\nos.close(1)\nresult = 1', {}, 1],
      [
        'ends though a thread does not',
        'import threading, time\nthreading.Thread(target=time.sleep, args=[600]).start()\nresult = 1',
        {},
        1,
      ],
    ])('%s', async (_, code, inputs, expected) => {
      const execution = await engine.python(code, { inputs });

      expect(execution).toMatchObject({
        result: expected,
        error: null,
        death: 'exited',
        exitCode: 0,
        stderr: '',
      });
    });

    it.each([
      ['raises', 'x = 1\nraise ValueError("no")', 1, { type: 'ValueError', message: 'no' }],
      ['does not parse', 'def f(:', 1, { type: 'SyntaxError' }],
      ['has a result that is no JSON', 'result = {1, 2}', 1, { type: 'TypeError' }],
      ['has a result that is NaN', 'result = float("nan")', 1, { type: 'TypeError' }],
      ['has a result that contains itself', 'result = []\nresult.append(result)', 1, { type: 'TypeError' }],
      ['leaves by the back door', 'import os\nos._exit(0)', 0, { type: 'NoResult' }],
      ['runs too deep', 'def f(): f()\nf()', 1, { type: 'RecursionError' }],
    ])('tells that the code %s', async (_, code, exitCode, error) => {
      expect(await engine.python(code)).toMatchObject({ result: null, error, death: 'exited', exitCode });
    });

    it('traces an error to the lines of the code, and to nothing of ours', async () => {
      const { error } = await engine.python('def f():\n    raise ValueError("no")\nf()');

      expect(error?.trace).toContain('File "<skill>", line 3, in <module>\n    f()');
      expect(error?.trace).not.toContain('sallyport');
    });

    it('keeps its exit status and its result', async () => {
      expect(await engine.python('import sys\nresult = 2\nsys.exit(3)')).toMatchObject({
        ...{ result: 2, error: null, exitCode: 3, death: 'exited' },
      });
    });

    it('is killed by its own crash', async () => {
      expect(await engine.python('import ctypes\nctypes.string_at(0)')).toMatchObject({
        ...{ result: null, error: null, exitCode: null, death: 'killed' },
      });
    });

    it('finds its packages after the standard library, and runs no .pth file and no sitecustomize of theirs', async () => {
      const imageId = await engine.build(
        'pypi',
        {
          'site-packages/tiny/__init__.py': 'answer = 42\n',
          'site-packages/json.py': 'raise SystemExit("shadowed")\n',
          'site-packages/evil.pth': 'import sys; sys.fired = "pth"\n',
          'site-packages/sitecustomize.py': 'import sys; sys.fired = "sitecustomize"\n',
          'site-packages/usercustomize.py': 'import sys; sys.fired = "usercustomize"\n',
        },
        ['ENV PYTHONPATH=/opt/skill/site-packages PYTHONSTARTUP=/opt/skill/site-packages/sitecustomize.py'],
      );

      const { result } = await engine.python(
        'import json, sys, tiny\nresult = [tiny.answer, json.__file__, getattr(sys, "fired", None), sys.flags.no_site]',
        { imageId },
      );

      expect(result).toEqual([42, expect.stringMatching(/^\/usr\/(local\/)?lib\/python3/), null, 1]);
    });
  });

  describe('Node.js', () => {
    it.each([
      ['reads its inputs', 'return inputs.numbers.length', { numbers: [1, 2] }, 2],
      ['keeps text as it is', 'return inputs', 'é\u0000\n😀\u2028', 'é\u0000\n😀\u2028'],
      ['may end with a comment', 'return 1 // one', {}, 1],
      ['imports built-in modules', 'return (await import("node:path")).join("a", "b")', {}, 'a/b'],
      [
        'has workers',
        'const w = new (require("worker_threads").Worker)("require(`worker_threads`).parentPort.postMessage(7)", { eval: true }); return new Promise((r) => w.on("message", r))',
        {},
        7,
      ],
      [
        'runs programs',
        'return require("child_process").execFileSync("echo", ["hi"], { encoding: "utf8" })',
        {},
        'hi\n',
      ],
      [
        'runs WebAssembly',
        'return WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))',
        {},
        true,
      ],
      ['ends though a timer does not', 'setInterval(() => {}, 1000); return 1', {}, 1],
      [
        'answers though it muted the console',
        'process.stdout.write = () => true; JSON.stringify = () => "x"; return 1',
        {},
        1,
      ],
    ])('%s', async (_, code, inputs, expected) => {
      const execution = await engine.node(code, { inputs });

      expect(execution).toMatchObject({
        result: expected,
        error: null,
        death: 'exited',
        exitCode: 0,
        stderr: '',
      });
    });

    it.each([
      ['throws what is no error', 'throw "text"', 1, { type: 'string', message: 'text' }],
      ['throws what cannot be read', 'throw { get message() { throw 1 } }', 1, { type: 'Error' }],
      [
        'throws later',
        'setTimeout(() => { throw new TypeError("late") }, 10); await new Promise(() => {})',
        1,
        { type: 'TypeError' },
      ],
      [
        'rejects without anyone listening',
        'Promise.reject(new RangeError("lost")); await new Promise((go) => setTimeout(go, 999))',
        1,
        { type: 'RangeError' },
      ],
      ['waits for what cannot come', 'await new Promise(() => {})', 13, { type: 'UnsettledPromise' }],
      [
        'requires what is not there',
        'require("left-out")',
        1,
        { message: expect.stringContaining('left-out') },
      ],
    ])('tells that the code %s', async (_, code, exitCode, error) => {
      expect(await engine.node(code)).toMatchObject({ result: null, error, death: 'exited', exitCode });
    });

    it('keeps its exit status', async () => {
      expect(await engine.node('process.exit(4)')).toMatchObject({ result: null, error: null, exitCode: 4 });
    });

    it('is killed by its own crash', async () => {
      expect(await engine.node('process.abort()')).toMatchObject({ exitCode: null, death: 'killed' });
    });

    it('finds its packages, of both kinds of module', async () => {
      const imageId = await engine.build('npm', {
        'node_modules/tiny/package.json': '{"name":"tiny","version":"1.0.0"}',
        'node_modules/tiny/index.js': 'module.exports = 42;\n',
        'node_modules/@scope/modern/package.json':
          '{"name":"@scope/modern","version":"1.0.0","type":"module","exports":"./index.js"}',
        'node_modules/@scope/modern/index.js': 'export default "modern";\n',
      });

      const { result } = await engine.node(
        'return [require("tiny"), (await import("tiny")).default, (await import("@scope/modern")).default];',
        { imageId },
      );

      expect(result).toEqual([42, 42, 'modern']);
    });
  });
});
