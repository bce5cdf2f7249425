import {
  assertMayAdminister,
  parseAgentId,
  type ParsedRequestOf,
  type resumeAgent,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryWriter } from '../registry/registry-writer';
import { setSuspended } from './suspension';

export class ResumeAgent {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async resume(request: ParsedRequestOf<typeof resumeAgent>): Promise<WriteReceipt> {
    const agentId = parseAgentId(request.agentId);
    assertMayAdminister('resume', request.actor);
    const at = this.clock.now().toISOString();
    return this.writer.write(setSuspended(false, { ...request, agentId, at }));
  }
}
