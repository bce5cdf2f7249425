import { randomBytes } from 'node:crypto';
import { type Duplex } from 'node:stream';
import { finished } from 'node:stream/promises';
import type Dockerode from 'dockerode';
import { type ExecutionResult } from '@sallyport/domain';
import { asked, ENGINE_MS } from './asked';
import { endState } from './end-state';
import { type EndedBy, outcomeOf } from './outcome';
import { BoundedOutput } from './output';
import { containerOptions } from './profile';
import { Sandbox, type SandboxRun } from './sandbox';

/** How long the last output may be on its way after the engine says that the container has ended. */
const DRAIN_MS = 2_000;

/** After this, a container has outlived its wall time so far that whoever watched it must be gone. */
const STALE_AFTER_MS = 120_000;

const LABEL = {
  stack: 'sallyport.stack',
  kind: 'sallyport.kind',
  /** Milliseconds since 1970, after which `sweep` may take it. */
  staleAt: 'sallyport.stale-at',
} as const;

export interface DockerSandboxOptions {
  /** Marks our containers, so that several stacks can share one engine. */
  stackId: string;
  /** A runtime that the engine knows, such as `runsc`; the engine's default otherwise. */
  runtime?: string;
}

/** The engine's answer to `wait`, which its client leaves untyped. */
interface Ended {
  StatusCode: number;
}

/** One locked-down container per run; see profile.ts for what locks it. */
export class DockerSandbox extends Sandbox {
  constructor(
    private readonly docker: Dockerode,
    private readonly options: DockerSandboxOptions,
  ) {
    super();
  }

  async ping(): Promise<void> {
    await asked(this.docker.ping(), 'ping');
  }

  async run(run: SandboxRun, signal?: AbortSignal): Promise<ExecutionResult> {
    const container = await this.create(run);
    try {
      return await watched(this.docker, container, run, signal);
    } finally {
      await remove(container);
    }
  }

  /**
   * Removes what a crashed process of this stack has left behind, and returns how many there were. Safe beside
   * running sandboxes, also those of another process: only what is long past its wall time is taken.
   */
  async sweep(now: number = Date.now()): Promise<number> {
    const filters = { label: [`${LABEL.stack}=${this.options.stackId}`, `${LABEL.kind}=execution`] };
    const found = await asked(this.docker.listContainers({ all: true, filters }), 'list');
    const stale = found.filter(({ Labels }) => !(Number(Labels[LABEL.staleAt]) > now));
    await Promise.all(stale.map(({ Id }) => remove(this.docker.getContainer(Id))));
    return stale.length;
  }

  private create({ imageId, ecosystem, limits, labels }: SandboxRun): Promise<Dockerode.Container> {
    const ours = {
      [LABEL.stack]: this.options.stackId,
      [LABEL.kind]: 'execution',
      [LABEL.staleAt]: String(Date.now() + limits.wallMs + STALE_AFTER_MS),
    };
    const { runtime } = this.options;
    const options = containerOptions({ imageId, ecosystem, limits, labels: { ...labels, ...ours }, runtime });
    return asked(this.docker.createContainer(options), 'create');
  }
}

/** Starts the container, feeds it, and ends it when it breaks a limit or when the caller gives up. */
async function watched(
  docker: Dockerode,
  container: Dockerode.Container,
  run: SandboxRun,
  signal?: AbortSignal,
): Promise<ExecutionResult> {
  const { limits } = run;
  const nonce = randomBytes(24).toString('base64url');
  let endedBy: EndedBy;
  let killed: Promise<void> | undefined;
  const end = (reason: EndedBy) => {
    endedBy ??= reason;
    killed ??= kill(container);
    // Awaited below, and heard of there; until then it must not count as an unhandled rejection.
    killed.catch(() => undefined);
  };

  const output = new BoundedOutput(limits.outputBytes, () => end('output'));
  const stream: Duplex = await asked(
    container.attach({
      stream: true,
      hijack: true,
      stdin: true,
      stdout: true,
      stderr: true,
    }) as Promise<Duplex>,
    'attach',
  );
  // A broken connection is no news: the engine's own word on how the container ended decides.
  stream.on('error', () => output.end());
  stream.pipe(output);
  stream.end(conversation(run, nonce));

  const onAbort = () => end('killed');
  let clock: NodeJS.Timeout | undefined;
  try {
    await asked(container.start(), 'start');
    const started = performance.now();
    clock = setTimeout(() => end('wall-time'), limits.wallMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
    const { StatusCode } = (await asked(container.wait(), 'wait', limits.wallMs + ENGINE_MS)) as Ended;
    const wallMs = performance.now() - started;
    clearTimeout(clock);
    await killed;
    await drained(output);
    const state = await endState(docker, container, StatusCode);
    const { truncated, stdout, stderr } = output;
    return outcomeOf({ endedBy, state, nonce, wallMs, truncated, stdout, stderr });
  } finally {
    clearTimeout(clock);
    signal?.removeEventListener('abort', onAbort);
    stream.destroy();
  }
}

/** What the harness reads: two lines of JSON, which never has a line break of its own. */
function conversation({ code, inputs, limits }: SandboxRun, nonce: string): string {
  const header = JSON.stringify({ nonce, resultBytes: limits.outputBytes });
  return `${header}\n${JSON.stringify({ code, inputs: inputs ?? null })}\n`;
}

async function drained(output: BoundedOutput): Promise<void> {
  await finished(output, { signal: AbortSignal.timeout(DRAIN_MS) }).catch(() => undefined);
}

/** SIGKILL; an already ended container (409, or 404 where someone removed it) is what we wanted. */
async function kill(container: Dockerode.Container): Promise<void> {
  await asked(container.kill(), 'kill', ENGINE_MS, [404, 409]);
}

/** Kills it if it still runs. 409 says that a removal is under way already. */
async function remove(container: Dockerode.Container): Promise<void> {
  await asked(container.remove({ force: true, v: true }), 'remove', ENGINE_MS, [404, 409]);
}
