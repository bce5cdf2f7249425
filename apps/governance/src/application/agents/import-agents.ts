import {
  assertMayAdminister,
  type Actor,
  type importAgents,
  type ParsedRequestOf,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import type { ChangePart, Present } from '../ports/registry-store';
import { RegistryWriter } from '../registry/registry-writer';
import { readAgentList, type ListedAgent } from './read-agent-list';

/** All of a list in one act, or nothing of it. What a list does not say of an agent stays as it is. */
export class ImportAgents {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async import({ actor, format, text }: ParsedRequestOf<typeof importAgents>): Promise<WriteReceipt> {
    assertMayAdminister('import', actor);
    const listed = readAgentList(format, text);
    const at = this.clock.now().toISOString();
    return this.writer.write({
      agents: listed.map(({ agentId }) => agentId),
      at,
      decide: (present) => listed.flatMap((agent) => changeTo(agent, present, actor, at)),
    });
  }
}

function changeTo(listed: ListedAgent, present: Present, actor: Actor, at: string): ChangePart[] {
  const { agentId, maturity, note } = listed;
  const previous = present.maturityOf(agentId) ?? null;
  const wasSuspended = present.isSuspended(agentId);
  const suspended = listed.suspended ?? wasSuspended;
  if (previous === maturity && suspended === wasSuspended) return [];
  const action = actionOf(previous !== null, previous === maturity, suspended);
  return [
    {
      kind: 'agent',
      action,
      agentId,
      maturity,
      previous,
      ...(suspended || wasSuspended ? { suspended } : {}),
      actor,
      at,
      ...(note === undefined ? {} : { note }),
    },
  ];
}

function actionOf(isKnown: boolean, isSameMaturity: boolean, suspended: boolean) {
  if (!isKnown) return 'register';
  if (!isSameMaturity) return 'change';
  return suspended ? 'suspend' : 'resume';
}
