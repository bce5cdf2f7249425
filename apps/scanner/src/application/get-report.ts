import { DomainError, type getReport, type ParsedRequestOf, type ReplyOf } from '@sallyport/domain';
import type { ReportStore } from './ports/report-store';

export class GetReport {
  constructor(private readonly reports: ReportStore) {}

  async get({ digest }: ParsedRequestOf<typeof getReport>): Promise<ReplyOf<typeof getReport>> {
    const report = await this.reports.newest(digest);
    if (report) return report;
    throw new DomainError('report-not-found', `There is no scan report for ${digest}`);
  }
}
