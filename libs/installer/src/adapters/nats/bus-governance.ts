import { checkClosure, type Ecosystem } from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { Governance, type ClosureDecision, type ClosureQuestion } from '../../application/ports';

export class BusGovernance extends Governance {
  constructor(
    private readonly bus: Bus,
    private readonly ecosystem: Ecosystem,
  ) {
    super();
  }

  checkClosure({ agentId, packages, minRevision }: ClosureQuestion): Promise<ClosureDecision> {
    return this.bus.call(checkClosure, {
      agentId,
      ecosystem: this.ecosystem,
      packages: [...packages],
      minRevision,
    });
  }
}
