import { Controller } from '@nestjs/common';
import { changeAgent, getAgent, listAgents, registerAgent, type ParsedRequestOf } from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { ChangeAgent } from '../../application/agents/change-agent';
import { GetAgent } from '../../application/agents/get-agent';
import { ListAgents } from '../../application/agents/list-agents';
import { RegisterAgent } from '../../application/agents/register-agent';

@Controller()
export class AgentController {
  constructor(
    private readonly registerAgent: RegisterAgent,
    private readonly changeAgent: ChangeAgent,
    private readonly getAgent: GetAgent,
    private readonly listAgents: ListAgents,
  ) {}

  @Serves(registerAgent)
  register(request: ParsedRequestOf<typeof registerAgent>) {
    return this.registerAgent.register(request);
  }

  @Serves(changeAgent)
  change(request: ParsedRequestOf<typeof changeAgent>) {
    return this.changeAgent.change(request);
  }

  @Serves(getAgent)
  get(request: ParsedRequestOf<typeof getAgent>) {
    return this.getAgent.get(request);
  }

  @Serves(listAgents)
  list(request: ParsedRequestOf<typeof listAgents>) {
    return this.listAgents.list(request);
  }
}
