import { parseAgentId, type ParsedRequestOf, type ReplyOf, type reportBehaviour } from '@sallyport/domain';
import { Clock } from '../../ports/clock';
import { UsageStore } from '../../ports/usage-store';
import { ProposeMaturity } from './propose-maturity';

/** Another service has seen an agent do something that speaks for or against its maturity. */
export class ReportBehaviour {
  constructor(
    private readonly usage: UsageStore,
    private readonly proposals: ProposeMaturity,
    private readonly clock: Clock,
  ) {}

  async report(request: ParsedRequestOf<typeof reportBehaviour>): Promise<ReplyOf<typeof reportBehaviour>> {
    const agentId = parseAgentId(request.agentId);
    const { id, behaviour, count } = request;
    const now = this.clock.now().toISOString();
    // What claims to come later would count for longer than it should.
    const at = Date.parse(request.at) > Date.parse(now) ? now : request.at;
    const counted = await this.usage.count(`reported:${id}`, [{ agentId, behaviour, count, at }], []);
    // Also where it was counted before: the call may have ended between the two.
    await this.proposals.propose(agentId);
    return { counted };
  }
}
