import { DomainError, type Actor } from '@sallyport/domain';
import type { RegistryAct } from '../ports/registry-store';
import { agentNotFound } from './get-agent';

/** Somebody who suspends an agent that is suspended has not seen what another one did, and why: they are told. */
export function setSuspended(
  suspended: boolean,
  { agentId, actor, reason, at }: { agentId: string; actor: Actor; reason: string; at: string },
): RegistryAct {
  return {
    agents: [agentId],
    at,
    decide: (present) => {
      const maturity = present.maturityOf(agentId);
      if (maturity === undefined) throw agentNotFound(agentId);
      if (present.isSuspended(agentId) === suspended) {
        throw new DomainError(
          'transition-refused',
          `Agent ${agentId} is ${suspended ? 'suspended already' : 'not suspended'}`,
          { hint: 'Who did what, and why: see governance.agent.history.' },
        );
      }
      const action = suspended ? 'suspend' : 'resume';
      const previous = maturity;
      return [{ kind: 'agent', action, agentId, maturity, previous, suspended, actor, at, note: reason }];
    },
  };
}
