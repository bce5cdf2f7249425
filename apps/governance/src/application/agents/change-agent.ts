import {
  assertMayAdminister,
  parseAgentId,
  parseMaturity,
  type changeAgent,
  type ParsedRequestOf,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryWriter } from '../registry/registry-writer';
import { agentNotFound } from './get-agent';

/** A suspended agent stays suspended, whatever its maturity becomes. */
export class ChangeAgent {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async change(request: ParsedRequestOf<typeof changeAgent>): Promise<WriteReceipt> {
    const agentId = parseAgentId(request.agentId);
    const maturity = parseMaturity(request.maturity);
    const { actor, reason } = request;
    assertMayAdminister('change', actor);
    const at = this.clock.now().toISOString();
    return this.writer.write({
      agents: [agentId],
      at,
      decide: (present) => {
        const previous = present.maturityOf(agentId);
        if (previous === undefined) throw agentNotFound(agentId);
        if (previous === maturity) return [];
        const suspended = present.isSuspended(agentId) ? { suspended: true } : {};
        const note = reason === undefined ? {} : { note: reason };
        return [
          { kind: 'agent', action: 'change', agentId, maturity, previous, ...suspended, actor, at, ...note },
        ];
      },
    });
  }
}
