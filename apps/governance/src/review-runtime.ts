import { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { ExpirySweeper } from './application/review/expiry-sweeper';

/** What the review does by itself. Before the registry is loaded there is nothing to find, so it may start at any time. */
export class ReviewRuntime implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly sweeper: ExpirySweeper) {}

  onModuleInit(): void {
    this.sweeper.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sweeper.stop();
  }
}
