import { OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProcessAnalyzer } from './adapters/process/process-analyzer';

/** Ends what the service started. */
export class ScannerRuntime implements OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly analyzer: ProcessAnalyzer,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.analyzer.close();
    await this.dataSource.destroy();
  }
}
