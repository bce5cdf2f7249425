import { Logger, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProcessAnalyzer } from '@sallyport/analysis';
import { AdvisoryKnowledge } from './application/advisory-knowledge';

/** Starts what the service keeps in memory, and ends what it started. */
export class ScannerRuntime implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ScannerRuntime.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly analyzer: ProcessAnalyzer,
    private readonly knowledge: AdvisoryKnowledge,
  ) {}

  /** Not waited for: until the index is there, the database is asked. */
  onApplicationBootstrap(): void {
    this.knowledge.refresh().catch((cause: unknown) => {
      this.logger.warn({ cause }, 'The index of advisories is not in memory; the database is asked instead');
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.analyzer.close();
    await this.dataSource.destroy();
  }
}
