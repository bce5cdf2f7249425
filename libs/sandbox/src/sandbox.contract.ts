import { DEFAULT_LIMITS, ExecutionResult } from '@sallyport/domain';
import { type Sandbox, type SandboxRun } from './sandbox';

export interface SandboxUnderTest {
  sandbox: Sandbox;
  /** An image that runs Node.js code. */
  imageId: string;
}

/** What every sandbox does, the fake included. Called inside a spec; `make` is called once, before the tests. */
export function sandboxContract(make: () => SandboxUnderTest): void {
  let under: SandboxUnderTest;
  const run = (code: string, rest: Partial<SandboxRun> = {}, signal?: AbortSignal) => {
    const { sandbox, imageId } = under;
    const whole = { imageId, ecosystem: 'npm' as const, code, inputs: null, limits: DEFAULT_LIMITS, ...rest };
    return sandbox.run(whole, signal);
  };

  beforeAll(() => {
    under = make();
  });

  it('answers a ping', async () => {
    await expect(under.sandbox.ping()).resolves.toBeUndefined();
  });

  it.each([
    ['a number', 'return inputs.a + 1;', { a: 1 }, 2],
    [
      'a tree',
      'return { list: [inputs, null], text: "\\u0000é\\n" };',
      'x',
      { list: ['x', null], text: '\u0000é\n' },
    ],
    ['nothing as null', 'inputs;', {}, null],
    ['what a promise brings', 'return await Promise.resolve(true);', {}, true],
  ])('returns %s', async (_, code, inputs, expected) => {
    const execution = await run(code, { inputs });

    expect(execution).toMatchObject({ result: expected, error: null, death: 'exited', exitCode: 0 });
  });

  it('keeps what the code prints apart from its answer', async () => {
    const execution = await run('console.log("out"); console.error("err"); return 1;');

    expect(execution).toMatchObject({ result: 1, stdout: 'out\n', stderr: 'err\n', truncated: false });
  });

  it.each([
    ['throws', 'throw new RangeError("too far");', { type: 'RangeError', message: 'too far' }],
    ['does not parse', 'return ][;', { type: 'SyntaxError' }],
    ['returns what is no JSON', 'return 10n;', { type: 'TypeError' }],
  ])('tells as a value, with status 1, that the code %s', async (_, code, error) => {
    const execution = await run(code);

    expect(execution).toMatchObject({ result: null, error, death: 'exited', exitCode: 1 });
  });

  it('gives a result of the documented shape, with usage', async () => {
    const execution = await run('return 1;');

    expect(ExecutionResult.parse(execution)).toEqual(execution);
    expect(execution.usage).toEqual({
      wallMs: expect.any(Number),
      cpuMs: expect.any(Number),
      maxMemoryBytes: expect.any(Number),
    });
  });

  it('ends as killed when the caller had given up already', async () => {
    const execution = await run(
      'await new Promise((go) => setTimeout(go, 20_000));',
      {},
      AbortSignal.abort(),
    );

    expect(execution).toMatchObject({ result: null, death: 'killed', exitCode: null });
  });

  it('fails with image-missing where the engine has no such image', async () => {
    const imageId = `sha256:${'0'.repeat(64)}`;

    await expect(run('return 1;', { imageId })).rejects.toMatchObject({ code: 'image-missing' });
  });
}
