import { DomainError, type Job } from '@sallyport/domain';
import type { InstallerParts } from './installer-parts';

export class FindJob {
  constructor(private readonly parts: Pick<InstallerParts, 'jobs'>) {}

  async run({ jobId }: { jobId: string }): Promise<Job> {
    const job = await this.parts.jobs.get(jobId);
    if (job) return job;
    throw new DomainError('job-not-found', `No install job has the id "${jobId}"`);
  }
}
