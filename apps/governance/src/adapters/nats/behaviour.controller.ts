import { Controller } from '@nestjs/common';
import { decideProposal, listProposals, reportBehaviour, type ParsedRequestOf } from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { DecideProposal } from '../../application/agents/behaviour/decide-proposal';
import { ListProposals } from '../../application/agents/behaviour/list-proposals';
import { ReportBehaviour } from '../../application/agents/behaviour/report-behaviour';

@Controller()
export class BehaviourController {
  constructor(
    private readonly reportBehaviour: ReportBehaviour,
    private readonly listProposals: ListProposals,
    private readonly decideProposal: DecideProposal,
  ) {}

  @Serves(reportBehaviour)
  report(request: ParsedRequestOf<typeof reportBehaviour>) {
    return this.reportBehaviour.report(request);
  }

  @Serves(listProposals)
  list(request: ParsedRequestOf<typeof listProposals>) {
    return this.listProposals.list(request);
  }

  @Serves(decideProposal)
  decide(request: ParsedRequestOf<typeof decideProposal>) {
    return this.decideProposal.decide(request);
  }
}
