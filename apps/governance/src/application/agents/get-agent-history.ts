import { parseAgentId, type agentHistory, type ParsedRequestOf, type ReplyOf } from '@sallyport/domain';
import { RegistryStore } from '../ports/registry-store';
import { agentNotFound } from './get-agent';

export class GetAgentHistory {
  constructor(private readonly store: RegistryStore) {}

  async get(request: ParsedRequestOf<typeof agentHistory>): Promise<ReplyOf<typeof agentHistory>> {
    const agentId = parseAgentId(request.agentId);
    const history = await this.store.agentHistory(agentId);
    if (history.length === 0) throw agentNotFound(agentId);
    return { history };
  }
}
