import { Controller } from '@nestjs/common';
import { clearName, listNames, reportMissingName, type ParsedRequestOf } from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { ClearName } from '../../application/names/clear-name';
import { ListNames } from '../../application/names/list-names';
import { ReportMissingName } from '../../application/names/report-missing-name';

@Controller()
export class NameController {
  constructor(
    private readonly reportMissingName: ReportMissingName,
    private readonly listNames: ListNames,
    private readonly clearName: ClearName,
  ) {}

  @Serves(reportMissingName)
  report(request: ParsedRequestOf<typeof reportMissingName>) {
    return this.reportMissingName.report(request);
  }

  @Serves(listNames)
  list(request: ParsedRequestOf<typeof listNames>) {
    return this.listNames.list(request);
  }

  @Serves(clearName)
  clear(request: ParsedRequestOf<typeof clearName>) {
    return this.clearName.clear(request);
  }
}
