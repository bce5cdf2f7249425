import {
  assertMayAdminister,
  DomainError,
  parseAgentId,
  parseMaturity,
  type ParsedRequestOf,
  type registerAgent,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryWriter } from '../registry/registry-writer';

/** Makes an agent known at a maturity. Registering never changes the maturity of an agent that is known. */
export class RegisterAgent {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async register(request: ParsedRequestOf<typeof registerAgent>): Promise<WriteReceipt> {
    const agentId = parseAgentId(request.agentId);
    const maturity = parseMaturity(request.maturity);
    assertMayAdminister('register', request.actor);
    const at = this.clock.now().toISOString();
    return this.writer.write({
      agents: [agentId],
      at,
      decide: (present) => {
        const known = present.maturityOf(agentId);
        if (known === maturity) return [];
        if (known === undefined) {
          return [
            {
              kind: 'agent',
              action: 'register',
              agentId,
              maturity,
              previous: null,
              actor: request.actor,
              at,
            },
          ];
        }
        throw new DomainError('transition-refused', `Agent ${agentId} is registered already, as ${known}`, {
          hint: 'Use governance.agent.change to change its maturity.',
        });
      },
    });
  }
}
