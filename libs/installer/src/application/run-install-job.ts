import {
  DomainError,
  installCompleted,
  installFailed,
  type Digest,
  type InstallJob,
  type Installation,
  type Job,
} from '@sallyport/domain';
import { createHash } from 'node:crypto';
import type { BuildInstallation } from './build-installation';
import { asDomainError, isPassing } from './failure-kinds';
import type { InstallerParts } from './installer-parts';
import { StepClock } from './step-clock';

type Parts = Pick<InstallerParts, 'jobs' | 'announcements' | 'now'>;

/**
 * One delivery of a job. Resolves: the job has its end, good or bad, and that is recorded. Throws: worth another
 * delivery. A job may be delivered again at any point, also after its end; each step can be done twice.
 */
export class RunInstallJob {
  constructor(
    private readonly parts: Parts,
    private readonly build: BuildInstallation,
  ) {}

  async run(
    job: InstallJob,
    { attempt, lastAttempt }: { attempt: number; lastAttempt: boolean },
  ): Promise<void> {
    const known = await this.parts.jobs.get(job.jobId);
    if (known?.state === 'done' || known?.state === 'failed') return;
    const clock = this.clockOf(job, attempt);
    try {
      await this.complete(job, attempt, await this.build.run(job, clock));
    } catch (cause) {
      const error = asDomainError(cause);
      if (isPassing(error) && !lastAttempt) {
        await this.postpone(job, attempt, error);
        throw cause;
      }
      await this.fail(job, attempt, error);
      // Nobody could finish it, and that was not the job's own fault: an operator should see it.
      if (isPassing(error)) throw cause;
    }
  }

  private clockOf(job: InstallJob, attempt: number): StepClock {
    return new StepClock(
      (progress) => this.parts.announcements.progress({ jobId: job.jobId, ...progress }),
      (step) => this.parts.jobs.put(this.record(job, attempt, { state: 'running', step })),
    );
  }

  private async complete(job: InstallJob, attempt: number, installation: Installation): Promise<void> {
    const { lockDigest, imageId, packages, reused, verdict, revision, signedDecision } = installation;
    const decisionDigest = signedDecision === undefined ? undefined : digestOf(signedDecision);
    await this.parts.announcements.publish(
      installCompleted,
      { ...factsOf(job), lockDigest, imageId, packages, reused, verdict, revision, decisionDigest },
      `install-completed-${job.jobId}`,
    );
    await this.parts.jobs.put(this.record(job, attempt, { state: 'done', installation }));
    this.tell(job, 'finished', `${job.skillId} is installed`);
  }

  private async fail(job: InstallJob, attempt: number, error: DomainError): Promise<void> {
    await this.parts.announcements.publish(
      installFailed,
      { ...factsOf(job), error: error.toBody() },
      `install-failed-${job.jobId}`,
    );
    await this.parts.jobs.put(this.record(job, attempt, { state: 'failed', error: error.toBody() }));
    this.tell(job, 'failed', error.message);
  }

  private async postpone(job: InstallJob, attempt: number, error: DomainError): Promise<void> {
    const record = this.record(job, attempt, { state: 'queued', error: error.toBody() });
    // Where the bus is what failed, the record cannot be written either; the redelivery is what counts.
    await this.parts.jobs.put(record).catch(() => undefined);
    this.parts.announcements.progress({
      ...{ jobId: job.jobId, state: 'progress', step: null },
      message: `Attempt ${attempt} did not get through (${error.message}); it is tried again`,
    });
  }

  private record(job: InstallJob, attempt: number, change: Partial<Job>): Job {
    const { jobId, skillId, ecosystem } = job;
    const common = { step: null, installation: null, error: null, state: 'running' as const };
    return {
      jobId,
      skillId,
      ecosystem,
      ...common,
      attempts: attempt,
      updatedAt: this.parts.now(),
      ...change,
    };
  }

  private tell(job: InstallJob, state: 'finished' | 'failed', message: string): void {
    this.parts.announcements.progress({ jobId: job.jobId, state, step: null, message });
  }
}

/** As the artifact store names it: who reads the trail can find the decision and verify it. */
function digestOf(text: string): Digest {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function factsOf({ jobId, skillId, agentId, ecosystem, requirements }: InstallJob) {
  return { jobId, skillId, agentId, ecosystem, requirements };
}
