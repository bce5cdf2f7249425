import {
  assertMayAdminister,
  parseAgentId,
  type ParsedRequestOf,
  type suspendAgent,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryWriter } from '../registry/registry-writer';
import { setSuspended } from './suspension';

/** Nothing is allowed to a suspended agent; its maturity stays. */
export class SuspendAgent {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async suspend(request: ParsedRequestOf<typeof suspendAgent>): Promise<WriteReceipt> {
    const agentId = parseAgentId(request.agentId);
    assertMayAdminister('suspend', request.actor);
    const at = this.clock.now().toISOString();
    return this.writer.write(setSuspended(true, { ...request, agentId, at }));
  }
}
