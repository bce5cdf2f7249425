import type { InstallJob, Job } from '@sallyport/domain';

/** Records of install jobs, and the queue that workers take them from. Durable when a write resolves. */
export abstract class Jobs {
  abstract get(jobId: string): Promise<Job | undefined>;
  abstract put(job: Job): Promise<void>;
  /** The same job twice is queued once. */
  abstract enqueue(job: InstallJob): Promise<void>;
}
