import {
  DomainError,
  parseAgentId,
  type Agent,
  type getAgent,
  type ParsedRequestOf,
} from '@sallyport/domain';
import { RegistryStore } from '../ports/registry-store';

export class GetAgent {
  constructor(private readonly store: RegistryStore) {}

  async get(request: ParsedRequestOf<typeof getAgent>): Promise<Agent> {
    const agentId = parseAgentId(request.agentId);
    const agent = await this.store.agent(agentId);
    if (agent === undefined) throw agentNotFound(agentId);
    return agent;
  }
}

export function agentNotFound(agentId: string): DomainError {
  return new DomainError('agent-not-found', `No agent is registered as ${agentId}`, {
    hint: 'Register it with governance.agent.register; until then it counts as a student.',
  });
}
