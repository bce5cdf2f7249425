import { type Ending, outcomeOf } from './outcome';

const NONCE = 'unguessable';
const USAGE = { cpuMs: 5, maxMemoryBytes: 1_000 };
const line = (body: unknown, nonce = NONCE) => `\n${nonce} ${JSON.stringify(body)}\n`;
const REPORT = line({ result: [1], error: null, usage: USAGE });

const outcome = (
  rest: Partial<Omit<Ending, 'stdout' | 'stderr'>> & { stdout?: string; stderr?: string } = {},
) =>
  outcomeOf({
    ...{
      endedBy: undefined,
      state: { exitCode: 0, oomKilled: false },
      truncated: false,
      nonce: NONCE,
      wallMs: 7,
    },
    ...rest,
    stdout: Buffer.from(rest.stdout ?? ''),
    stderr: Buffer.from(rest.stderr ?? ''),
  });

describe('libs/sandbox/outcome', () => {
  it('takes the report out of what was printed, also what was printed after it', () => {
    expect(outcome({ stdout: `before${REPORT}after` })).toEqual({
      ...{ result: [1], error: null, stdout: 'beforeafter', stderr: '', truncated: false },
      ...{ exitCode: 0, death: 'exited', usage: { wallMs: 7, ...USAGE } },
    });
  });

  it('passes on the error that the code raised', () => {
    const error = { type: 'ValueError', message: 'no', trace: 'line 1' };
    const stdout = line({ result: null, error, usage: USAGE });

    expect(outcome({ stdout, state: { exitCode: 1, oomKilled: false } })).toMatchObject({
      error,
      exitCode: 1,
    });
  });

  it.each([
    ['there is none', 'just text\n'],
    ['it has another nonce', line({ result: 1, error: null, usage: USAGE }, 'guessed')],
    ['the nonce is not at the start of a line', REPORT.slice(1)],
    ['it is no JSON', `\n${NONCE} {"result":\n`],
    ['it was cut', REPORT.slice(0, -1)],
    ['it has another shape', line({ result: 1 })],
    ['its usage is text', line({ result: 1, error: null, usage: { cpuMs: '5', maxMemoryBytes: 1 } })],
  ])('concludes nothing from the report where %s', (_, stdout) => {
    expect(outcome({ stdout })).toMatchObject({ result: null, error: { type: 'NoResult' }, death: 'exited' });
  });

  it.each([
    ['wall-time', 'wall-time', 137, true, ''],
    ['output', 'output', 137, false, REPORT],
    ['killed', 'killed', 137, false, ''],
    ['memory', undefined, 137, true, ''],
    ['killed', undefined, 137, false, ''],
    ['killed', undefined, 139, false, ''],
    ['exited', undefined, 128, false, ''],
    ['exited', undefined, 0, true, REPORT],
  ] as const)(
    'is %s when ended by %s with status %i, out of memory %s',
    (death, endedBy, exitCode, oomKilled, stdout) => {
      expect(outcome({ endedBy, state: { exitCode, oomKilled }, stdout }).death).toBe(death);
    },
  );

  it("counts V8's own end as a death of memory", () => {
    const stderr = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n';

    expect(outcome({ state: { exitCode: 134, oomKilled: false }, stderr }).death).toBe('memory');
  });

  it('is an engine fault when the engine lost sight of the container', () => {
    expect(outcome({ state: undefined })).toMatchObject({
      death: 'engine-fault',
      exitCode: null,
      result: null,
    });
  });
});
