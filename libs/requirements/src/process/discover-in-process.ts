import { fork } from 'node:child_process';
import { join, resolve } from 'node:path';
import { DomainError, printable, type ErrorBody } from '@sallyport/domain';
import { Discovery } from '../model/discovery';
import { DEFAULT_LIMITS, type SkillLimits } from '../skill/limits';

export interface DiscoveryTask {
  path: string;
  limits: SkillLimits;
  /** Files that ended a process before; they become problems unread. */
  skip: readonly string[];
}

export type ChildAnswer = { discovery: Discovery } | { refused: ErrorBody } | { failed: string };

export interface DiscoveryOptions {
  limits?: SkillLimits;
  /** Wall time of one try, milliseconds. */
  timeoutMs?: number;
  /** Heap of the process, MiB. What the native parsers take comes on top, and is bounded by the sizes of files. */
  heapMb?: number;
  /** Program of the child, and options of Node.js for it. */
  child?: { file: string; execArgv?: readonly string[] };
}

/** A skill of 20,000 files takes some seconds. */
const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_HEAP_MB = 1_024;
/** So many files may each end a process; a skill with more of them is not worth reading on. */
const MOST_TRIES = 5;
const MAX_PROGRESS = 64 * 1024;

type Ended = { answer: ChildAnswer } | { ended: string; file: string | undefined };

/**
 * As `discover`, in a process of its own without environment, within time and memory: hostile text can crash a
 * native parser or keep it busy. A file on which the process ended becomes a problem, and the rest is read again without it.
 * @throws DomainError `invalid-request` where there is no such folder or file, `scan-failed` where nothing could be concluded
 */
export async function discoverInProcess(path: string, options: DiscoveryOptions = {}): Promise<Discovery> {
  const skip: string[] = [];
  let why = '';
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const result = await once(
      { path: resolve(path), limits: options.limits ?? DEFAULT_LIMITS, skip },
      options,
    );
    if ('answer' in result) return concluded(result.answer);
    why = result.ended;
    if (result.file === undefined || skip.includes(result.file)) break;
    skip.push(result.file);
  }
  throw failure(`${why}${skip.length === 0 ? '' : `, last on ${skip.at(-1)}`}`);
}

function once(task: DiscoveryTask, options: DiscoveryOptions): Promise<Ended> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, heapMb = DEFAULT_HEAP_MB } = options;
  const { child = { file: join(__dirname, 'discover.child.js') } } = options;
  return new Promise((settle) => {
    const started = fork(child.file, [], {
      env: {},
      execArgv: [`--max-old-space-size=${heapMb}`, ...(child.execArgv ?? [])],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc', 'pipe'],
    });
    let progress = '';
    let why: string | undefined;
    started.stdio[4]?.on('data', (bytes: Buffer) => {
      progress = (progress + bytes.toString('utf8')).slice(-MAX_PROGRESS);
    });
    const timer = setTimeout(() => {
      why = `reading took longer than ${timeoutMs} ms`;
      started.kill('SIGKILL');
    }, timeoutMs);
    const end = (result: Ended): void => {
      clearTimeout(timer);
      started.kill('SIGKILL');
      settle(result);
    };
    started.once('message', (message) => end({ answer: message as ChildAnswer }));
    // `close` comes after the last progress has arrived.
    started.once('close', (code, signal) =>
      end({
        ended: why ?? `the process that read it ended (${signal ?? `exit ${code}`})`,
        file: lastFile(progress),
      }),
    );
    started.once('error', (cause) =>
      end({ ended: `no process could read it (${cause.message})`, file: undefined }),
    );
    started.send(task, (error) => {
      if (error) end({ ended: `no process could read it (${error.message})`, file: undefined });
    });
  });
}

function lastFile(progress: string): string | undefined {
  const line = progress.trimEnd().split('\n').at(-1) ?? '';
  try {
    const file: unknown = JSON.parse(line);
    return typeof file === 'string' && file !== '' ? file : undefined;
  } catch {
    // The end of a very long name, or nothing yet.
    return undefined;
  }
}

/** What a child says is read like anything that hostile text had a hand in. */
function concluded(answer: ChildAnswer): Discovery {
  if ('refused' in answer) throw DomainError.fromBody(answer.refused);
  if ('failed' in answer) throw failure(String(answer.failed));
  const parsed = Discovery.safeParse(answer.discovery);
  if (parsed.success) return parsed.data;
  throw failure('its result cannot be read');
}

function failure(why: string): DomainError {
  return new DomainError('scan-failed', `The skill could not be read: ${printable(why, 500)}`, {
    hint: 'Look at the file that is named, or leave it out; nothing is known of this skill.',
  });
}
