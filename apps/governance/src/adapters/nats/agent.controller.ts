import { Controller } from '@nestjs/common';
import {
  agentHistory,
  changeAgent,
  getAgent,
  importAgents,
  listAgents,
  registerAgent,
  resumeAgent,
  suspendAgent,
  type ParsedRequestOf,
} from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { ChangeAgent } from '../../application/agents/change-agent';
import { GetAgent } from '../../application/agents/get-agent';
import { GetAgentHistory } from '../../application/agents/get-agent-history';
import { ImportAgents } from '../../application/agents/import-agents';
import { ListAgents } from '../../application/agents/list-agents';
import { RegisterAgent } from '../../application/agents/register-agent';
import { ResumeAgent } from '../../application/agents/resume-agent';
import { SuspendAgent } from '../../application/agents/suspend-agent';

@Controller()
export class AgentController {
  constructor(
    private readonly registerAgent: RegisterAgent,
    private readonly changeAgent: ChangeAgent,
    private readonly suspendAgent: SuspendAgent,
    private readonly resumeAgent: ResumeAgent,
    private readonly importAgents: ImportAgents,
    private readonly getAgent: GetAgent,
    private readonly listAgents: ListAgents,
    private readonly getAgentHistory: GetAgentHistory,
  ) {}

  @Serves(registerAgent)
  register(request: ParsedRequestOf<typeof registerAgent>) {
    return this.registerAgent.register(request);
  }

  @Serves(changeAgent)
  change(request: ParsedRequestOf<typeof changeAgent>) {
    return this.changeAgent.change(request);
  }

  @Serves(suspendAgent)
  suspend(request: ParsedRequestOf<typeof suspendAgent>) {
    return this.suspendAgent.suspend(request);
  }

  @Serves(resumeAgent)
  resume(request: ParsedRequestOf<typeof resumeAgent>) {
    return this.resumeAgent.resume(request);
  }

  @Serves(importAgents)
  import(request: ParsedRequestOf<typeof importAgents>) {
    return this.importAgents.import(request);
  }

  @Serves(getAgent)
  get(request: ParsedRequestOf<typeof getAgent>) {
    return this.getAgent.get(request);
  }

  @Serves(listAgents)
  list(request: ParsedRequestOf<typeof listAgents>) {
    return this.listAgents.list(request);
  }

  @Serves(agentHistory)
  history(request: ParsedRequestOf<typeof agentHistory>) {
    return this.getAgentHistory.get(request);
  }
}
