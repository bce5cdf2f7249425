import type { Actor } from '../actor/actor';
import { DomainError } from '../errors';

/** The kinds of actor that may do it. No agent changes what agents may do, and only people give an agent more. */
const MAY = {
  register: ['person', 'service'],
  change: ['person', 'service'],
  import: ['person', 'service'],
  suspend: ['person', 'service'],
  resume: ['person'],
  'decide-proposal': ['person'],
} as const satisfies Readonly<Record<string, readonly Actor['kind'][]>>;
export type AgentAction = keyof typeof MAY;
export const WHO_MAY_ADMINISTER: Readonly<Record<AgentAction, readonly Actor['kind'][]>> = MAY;

/** @throws DomainError `reviewer-refused` */
export function assertMayAdminister(action: AgentAction, { kind, id }: Actor): void {
  if (WHO_MAY_ADMINISTER[action].includes(kind)) return;
  throw new DomainError('reviewer-refused', `${kind}:${id} may not do this to agents: ${action}`, {
    hint: `Who may: ${WHO_MAY_ADMINISTER[action].join(', ')}.`,
  });
}
