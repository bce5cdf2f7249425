import { Controller } from '@nestjs/common';
import { getFacts, recordRelease, recordScan, reevaluate, type ParsedRequestOf } from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { GetFacts } from '../../application/facts/get-facts';
import { RecordRelease } from '../../application/facts/record-release';
import { RecordScan } from '../../application/facts/record-scan';
import { Reevaluate } from '../../application/facts/reevaluate';

@Controller()
export class FactsController {
  constructor(
    private readonly recordScan: RecordScan,
    private readonly recordRelease: RecordRelease,
    private readonly getFacts: GetFacts,
    private readonly reevaluate: Reevaluate,
  ) {}

  @Serves(recordScan)
  scan(request: ParsedRequestOf<typeof recordScan>) {
    return this.recordScan.record(request);
  }

  @Serves(recordRelease)
  release(request: ParsedRequestOf<typeof recordRelease>) {
    return this.recordRelease.record(request);
  }

  @Serves(getFacts)
  get(request: ParsedRequestOf<typeof getFacts>) {
    return this.getFacts.get(request);
  }

  @Serves(reevaluate)
  again({ actor }: ParsedRequestOf<typeof reevaluate>) {
    return this.reevaluate.run('request', actor);
  }
}
