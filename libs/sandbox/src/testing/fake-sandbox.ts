import { DomainError, type ExecutionResult } from '@sallyport/domain';
import { Sandbox, type SandboxRun } from '../sandbox';

/** What code would have done: part of a result, the rest being that of a code that printed nothing. */
export type FakeOutcome = Partial<ExecutionResult>;

/**
 * For the tests of those who use a sandbox. It runs Node.js code (`npm`) in this very process, so tests hand
 * it only code of their own; what Python code would do is told by `answer`.
 */
export class FakeSandbox extends Sandbox {
  /** Every run so far, oldest first. */
  readonly runs: SandboxRun[] = [];
  /** Images that the engine has; undefined stands for "all". */
  images: Set<string> | undefined;
  /** Whether the engine answers. */
  engineUp = true;
  /** Answers instead of running the code; returns undefined to let it run. */
  answer: (run: SandboxRun) => FakeOutcome | undefined = () => undefined;

  ping(): Promise<void> {
    if (this.engineUp) return Promise.resolve();
    return Promise.reject(new DomainError('engine-unavailable', 'The engine of this test is switched off.'));
  }

  async run(run: SandboxRun, signal?: AbortSignal): Promise<ExecutionResult> {
    await this.ping();
    if (this.images && !this.images.has(run.imageId)) {
      throw new DomainError('image-missing', `The engine of this test has no image ${run.imageId}.`);
    }
    this.runs.push(run);
    if (signal?.aborted) return { ...NOTHING, death: 'killed', exitCode: null };
    return { ...NOTHING, ...(this.answer(run) ?? (run.ecosystem === 'npm' ? await evaluated(run) : {})) };
  }
}

const NOTHING: ExecutionResult = {
  result: null,
  error: null,
  stdout: '',
  stderr: '',
  truncated: false,
  exitCode: 0,
  death: 'exited',
  usage: { wallMs: 1, cpuMs: 1, maxMemoryBytes: 1_000_000 },
};

type Body = (
  inputs: unknown,
  console: { log(line: unknown): void; error(line: unknown): void },
) => Promise<unknown>;

async function evaluated({ code, inputs }: SandboxRun): Promise<FakeOutcome> {
  const printed = { stdout: '', stderr: '' };
  const console = {
    log: (line: unknown) => (printed.stdout += `${String(line)}\n`),
    error: (line: unknown) => (printed.stderr += `${String(line)}\n`),
  };
  try {
    const body = new Function('inputs', 'console', `return (async () => {\n${code}\n})();`) as Body;
    const value = await body(inputs, console);
    return { ...printed, result: JSON.parse(JSON.stringify(value ?? null)) as ExecutionResult['result'] };
  } catch (problem) {
    const { name, message, stack } = problem as Error;
    return { ...printed, exitCode: 1, error: { type: name, message, trace: stack ?? '' } };
  }
}
