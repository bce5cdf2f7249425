import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { DomainError, printable } from '@sallyport/domain';
import { ArtifactAnalysis, UntoldAnalysis } from '../facts/artifact-analysis';
import { ArtifactAnalyzer, type AnalysisTask, type UntoldTask } from '../artifact-analyzer';
import { rulesVersion } from './rules-version';

export type ChildAnswer = { analysis: ArtifactAnalysis | UntoldAnalysis } | { failed: string };

export interface ProcessAnalyzerOptions {
  /** Processes at once; one for each core. */
  processes: number;
  /** Wall time of one artifact, milliseconds. */
  timeoutMs: number;
  /** Heap of one process, MiB. Kept files and what native parsers hold come on top. */
  heapMb?: number;
  /** Program of the child, and options of Node.js for it. */
  child?: { file: string; execArgv?: readonly string[] };
}

interface Job {
  task: AnalysisTask | UntoldTask;
  /** @throws ZodError where it is not what was asked for */
  take(analysis: unknown): void;
  reject(error: Error): void;
}

/** With what lies outside of it (kept files, parsers), a process stays below 512 MiB (`test/hostile-archives.spec`). */
const DEFAULT_HEAP_MB = 384;

/**
 * Processes and not threads: deep nesting overflows the stack of the native parsers, which ends the whole process
 * they run in, and no thread that is inside native code can be stopped. A child that dies or overruns its time
 * is replaced, and its artifact stays unjudged.
 */
export class ProcessAnalyzer extends ArtifactAnalyzer {
  readonly rulesVersion = rulesVersion();
  private readonly queue: Job[] = [];
  private readonly idle: ChildProcess[] = [];
  private readonly all = new Set<ChildProcess>();
  private isClosed = false;

  constructor(private readonly options: ProcessAnalyzerOptions) {
    super();
  }

  analyze(task: AnalysisTask): Promise<ArtifactAnalysis> {
    return this.give(task, (analysis) => ArtifactAnalysis.parse(analysis));
  }

  /**
   * The same for what does not say of which ecosystem it is, and for folders.
   * @throws DomainError `scan-failed`: nothing may be concluded
   */
  analyzeUntold(task: UntoldTask): Promise<UntoldAnalysis> {
    return this.give(task, (analysis) => UntoldAnalysis.parse(analysis));
  }

  private give<Analysis>(task: Job['task'], parse: (analysis: unknown) => Analysis): Promise<Analysis> {
    if (this.isClosed) return Promise.reject(failure('the scanner is stopping'));
    return new Promise((resolve, reject) => {
      this.queue.push({ task, take: (analysis) => resolve(parse(analysis)), reject });
      this.next();
    });
  }

  close(): void {
    this.isClosed = true;
    for (const job of this.queue.splice(0)) job.reject(failure('the scanner is stopping'));
    for (const child of this.all) child.kill('SIGKILL');
  }

  private next(): void {
    if (this.queue.length === 0) return;
    const child = this.idle.pop() ?? (this.all.size < this.options.processes ? this.start() : undefined);
    if (child === undefined) return;
    const job = this.queue.shift() as Job;
    this.run(child, job);
  }

  private run(child: ChildProcess, { task, take, reject }: Job): void {
    const timer = setTimeout(
      () => end(failure(`it took longer than ${this.options.timeoutMs} ms`)),
      this.options.timeoutMs,
    );
    const onMessage = (message: unknown): void => end(message as ChildAnswer);
    const onExit = (code: number | null, signal: string | null): void =>
      end(failure(`the process that looked at it ended (${signal ?? `exit ${code}`})`));
    const onError = (cause: Error): void => end(failure(`no process could look at it (${cause.message})`));
    const end = (result: ChildAnswer | DomainError): void => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      if (result instanceof DomainError) {
        this.remove(child);
        reject(result);
      } else {
        this.idle.push(child);
        settle(result, take, reject);
      }
      this.next();
    };
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
    child.send(task, (error) => error && onError(error));
  }

  private start(): ChildProcess {
    const { child = { file: join(__dirname, 'analyze.child.js') }, heapMb = DEFAULT_HEAP_MB } = this.options;
    const started = fork(child.file, [], {
      env: {},
      execArgv: [`--max-old-space-size=${heapMb}`, ...(child.execArgv ?? [])],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.all.add(started);
    // A child that dies while it has nothing to do must not be given anything.
    started.once('exit', () => this.remove(started));
    started.on('error', () => this.remove(started));
    return started;
  }

  private remove(child: ChildProcess): void {
    this.all.delete(child);
    const at = this.idle.indexOf(child);
    if (at !== -1) this.idle.splice(at, 1);
    child.kill('SIGKILL');
  }
}

/** What a child says is read like anything that hostile bytes had a hand in. */
function settle(
  answer: ChildAnswer,
  take: (analysis: unknown) => void,
  reject: (error: Error) => void,
): void {
  if ('failed' in answer) return reject(failure(String(answer.failed)));
  try {
    take(answer.analysis);
  } catch {
    reject(failure('its result cannot be read'));
  }
}

function failure(why: string): DomainError {
  return new DomainError('scan-failed', printable(why, 500));
}
