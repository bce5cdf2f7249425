import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import {
  deadJobSubject,
  INSTALL_CONSUMERS,
  InstallJob,
  JOBS_STREAM,
  type Ecosystem,
} from '@sallyport/domain';
import type { Bus, WorkQueue } from '@sallyport/messaging';
import type { Installer } from '../../application/installer';

export interface InstallWorkerOptions {
  ecosystem: Ecosystem;
  /** Jobs at once. */
  concurrency: number;
}

/** Takes install jobs from the work queue, from start to shutdown. */
@Injectable()
export class InstallWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private queue: WorkQueue | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly installer: Installer,
    private readonly options: InstallWorkerOptions,
  ) {}

  onApplicationBootstrap(): void {
    const { ecosystem, concurrency } = this.options;
    this.queue = this.bus.workQueue({
      ...{
        stream: JOBS_STREAM.name,
        consumer: INSTALL_CONSUMERS[ecosystem],
        schema: InstallJob,
        concurrency,
      },
      deadSubject: deadJobSubject(ecosystem),
      handle: (job, delivery) => this.installer.runJob.run(job, delivery),
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.queue?.stop();
  }
}
