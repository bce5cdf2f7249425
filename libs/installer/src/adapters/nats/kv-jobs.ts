import { installJobSubject, Job, JOBS_BUCKET, type Ecosystem, type InstallJob } from '@sallyport/domain';
import { keyOf, type Bus, type KeyValue } from '@sallyport/messaging';
import { Jobs } from '../../application/ports';

export class KvJobs extends Jobs {
  private readonly bucket: KeyValue<Job>;

  constructor(
    private readonly bus: Bus,
    private readonly ecosystem: Ecosystem,
  ) {
    super();
    this.bucket = bus.keyValue(JOBS_BUCKET, Job);
  }

  get(jobId: string): Promise<Job | undefined> {
    return this.bucket.get(keyOf(this.ecosystem, jobId));
  }

  put(job: Job): Promise<void> {
    return this.bucket.put(keyOf(this.ecosystem, job.jobId), job);
  }

  enqueue(job: InstallJob): Promise<void> {
    return this.bus.enqueue(installJobSubject(this.ecosystem), job.jobId, job);
  }
}
