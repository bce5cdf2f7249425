import { Controller } from '@nestjs/common';
import { reportClosure, type ParsedRequestOf } from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { ReportClosure } from '../../application/report/report-closure';

@Controller()
export class ReportController {
  constructor(private readonly reportClosure: ReportClosure) {}

  @Serves(reportClosure)
  report(request: ParsedRequestOf<typeof reportClosure>) {
    return this.reportClosure.report(request);
  }
}
