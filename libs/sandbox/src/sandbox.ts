import { type Ecosystem, type ExecutionResult, type Limits } from '@sallyport/domain';

export interface SandboxRun {
  /** The engine's content id of the image: what was approved is what runs. A tag may have moved since. */
  imageId: string;
  /** Decides the language: `pypi` is Python, `npm` is Node.js. */
  ecosystem: Ecosystem;
  /** Python: a program, its answer is the variable `result`. Node.js: the body of an async function of (inputs, require). */
  code: string;
  /** JSON value, handed to the code as `inputs`. */
  inputs: unknown;
  limits: Limits;
  /** Labels on the container, for people; names beginning with `sallyport.` are ours. */
  labels?: Record<string, string>;
}

/**
 * A cage for one piece of code. An abstract class, so that it is its own injection token.
 *
 * What the code does, good or bad, comes back as a value: an exception, a timeout and a memory death are
 * results. A thrown DomainError means that the cage itself failed: `engine-unavailable`, `image-missing`,
 * `disk-full`.
 */
export abstract class Sandbox {
  /** Runs once, in a fresh sandbox that is gone when the promise settles. An aborted signal ends it as `killed`. */
  abstract run(run: SandboxRun, signal?: AbortSignal): Promise<ExecutionResult>;

  /** Resolves when the engine answers, rejects with `engine-unavailable` otherwise. */
  abstract ping(): Promise<void>;
}
