import { DomainError, InstallProgress, installer, installProgressSubject } from '@sallyport/domain';
import type { Ecosystem, ErrorCode, Installation, ReplyOf } from '@sallyport/domain';
import type { ClientBus } from './client-bus';
import { Wake } from './wake';

type Job = ReplyOf<(typeof installer)[Ecosystem]['job']>;

export interface FollowOptions {
  /** Called for everything that happens; a message that got lost is simply not seen. */
  onProgress?: (progress: InstallProgress) => void;
  /** Give up after this long, milliseconds. The job itself goes on. */
  timeoutMs?: number;
  /** How often the job is asked for, milliseconds. Progress messages only make it sooner. */
  pollMs?: number;
}

/** A cold install of a large tree: minutes of fetching, scanning and building, plus a worker's death and redelivery. */
const DEFAULT_TIMEOUT_MS = 30 * 60_000;
const DEFAULT_POLL_MS = 1_000;
/** A restart of the installer takes seconds; after this many failed questions in a row it is down. */
const MAX_FAILED_POLLS = 30;
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'timeout',
  'nobody-listens',
  'bus-unavailable',
  'stale-revision',
]);

/**
 * Waits for the end of an install job. The job's record is the truth; progress messages are not stored and
 * may be lost, so they only tell people what happens and wake the next question early.
 * @throws DomainError the job's own error, `timeout`, or why the job cannot be asked for
 */
export async function followInstall(
  bus: ClientBus,
  ecosystem: Ecosystem,
  jobId: string,
  options: FollowOptions = {},
): Promise<Installation> {
  const wake = new Wake();
  const subscription = bus.subscribe(installProgressSubject(jobId), (body) => {
    const progress = InstallProgress.safeParse(body);
    if (!progress.success) return;
    options.onProgress?.(progress.data);
    if (progress.data.state === 'finished' || progress.data.state === 'failed') wake.now();
  });
  try {
    return await untilEnded(bus, ecosystem, jobId, wake, options);
  } finally {
    subscription.unsubscribe();
  }
}

async function untilEnded(
  bus: ClientBus,
  ecosystem: Ecosystem,
  jobId: string,
  wake: Wake,
  options: FollowOptions,
): Promise<Installation> {
  const deadline = Date.now() + (options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  let failedPolls = 0;
  for (;;) {
    let job: Job | undefined;
    try {
      job = await bus.call(installer[ecosystem].job, { jobId });
      failedPolls = 0;
    } catch (cause) {
      failedPolls++;
      if (!DomainError.is(cause) || !PASSING.has(cause.code) || failedPolls >= MAX_FAILED_POLLS) throw cause;
    }
    // Outside of the above: the job's own error may have one of the passing codes, and does not pass.
    if (job?.state === 'done' || job?.state === 'failed') return outcomeOf(job);
    if (Date.now() >= deadline) throw tooSlow(jobId);
    await wake.within(options.pollMs ?? DEFAULT_POLL_MS);
  }
}

function outcomeOf(job: Job): Installation {
  if (job.error !== null) throw DomainError.fromBody(job.error);
  if (job.state === 'done' && job.installation !== null) return job.installation;
  throw new DomainError(
    'internal',
    `Install job ${job.jobId} is "${job.state}" without a result or an error`,
  );
}

function tooSlow(jobId: string): DomainError {
  return new DomainError('timeout', `Install job ${jobId} has not ended in time`, {
    hint: 'The job goes on; ask for it again by its id.',
  });
}
