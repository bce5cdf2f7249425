import { Controller } from '@nestjs/common';
import {
  advisoryStatus,
  compareArtifacts,
  describeAdvisories,
  getBehaviour,
  getReport,
  importAdvisories,
  importExploitation,
  matchAdvisories,
  scanClosure,
  type ParsedRequestOf,
} from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { AdvisoryStatus } from '../../application/advisory-status';
import { CompareArtifacts } from '../../application/compare-artifacts';
import { DescribeAdvisories } from '../../application/describe-advisories';
import { GetBehaviour } from '../../application/get-behaviour';
import { GetReport } from '../../application/get-report';
import { ImportAdvisories } from '../../application/import-advisories';
import { ImportExploitation } from '../../application/import-exploitation';
import { MatchAdvisories } from '../../application/match-advisories';
import { ScanClosure } from '../../application/scan-closure';

@Controller()
export class ScannerController {
  constructor(
    private readonly scanClosure: ScanClosure,
    private readonly getReport: GetReport,
    private readonly importAdvisories: ImportAdvisories,
    private readonly advisoryStatus: AdvisoryStatus,
    private readonly matchAdvisories: MatchAdvisories,
    private readonly describeAdvisories: DescribeAdvisories,
    private readonly importExploitation: ImportExploitation,
    private readonly compareArtifacts: CompareArtifacts,
    private readonly getBehaviour: GetBehaviour,
  ) {}

  @Serves(scanClosure)
  scan(request: ParsedRequestOf<typeof scanClosure>) {
    return this.scanClosure.scan(request);
  }

  @Serves(getReport)
  report(request: ParsedRequestOf<typeof getReport>) {
    return this.getReport.get(request);
  }

  @Serves(getBehaviour)
  behaviour(request: ParsedRequestOf<typeof getBehaviour>) {
    return this.getBehaviour.get(request);
  }

  @Serves(compareArtifacts)
  compare(request: ParsedRequestOf<typeof compareArtifacts>) {
    return this.compareArtifacts.compare(request);
  }

  @Serves(importAdvisories)
  import(request: ParsedRequestOf<typeof importAdvisories>) {
    return this.importAdvisories.import(request);
  }

  @Serves(advisoryStatus)
  status() {
    return this.advisoryStatus.status();
  }

  @Serves(matchAdvisories)
  match(request: ParsedRequestOf<typeof matchAdvisories>) {
    return this.matchAdvisories.match(request);
  }

  @Serves(describeAdvisories)
  describe(request: ParsedRequestOf<typeof describeAdvisories>) {
    return this.describeAdvisories.describe(request);
  }

  @Serves(importExploitation)
  exploitation(request: ParsedRequestOf<typeof importExploitation>) {
    return this.importExploitation.import(request);
  }
}
