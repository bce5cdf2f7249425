import { isOfNoSize, parseAgentId, standingOf } from '@sallyport/domain';
import type { Asking } from './facts/facts-for';
import type { CheckContext } from './judgement';
import type { RegistryView } from './registry-view';

/** With what of the question decides whether a remembered answer serves, found out once for all its packages. */
export interface Question extends Asking {
  /** `standingOf` who asks. */
  readonly standing: number;
  /** What is decided holds for others too, and what was decided for others for this one. */
  readonly isUsual: boolean;
}

const STRANGER = standingOf({ maturity: 'student', isAgentRegistered: false, isAgentSuspended: false });

export function askingOf(
  view: RegistryView,
  agentId: string,
  { now, policy, advisories, maturity: supposed }: CheckContext,
  closureSize?: number,
): Question {
  const registered = view.agent(agentId);
  const inForce = policy ?? view.policy;
  const maturity = supposed ?? registered?.maturity ?? 'student';
  const isSupposed = policy !== undefined || advisories !== undefined;
  return {
    view,
    // Only ids that were parsed are ever registered, so a known id needs no second look.
    agentId: registered === undefined ? parseAgentId(agentId) : agentId,
    maturity,
    isAgentRegistered: supposed !== undefined || registered !== undefined,
    isAgentSuspended: supposed === undefined && (registered?.suspended ?? false),
    now,
    policy: inForce.policy,
    policyVersion: inForce.version,
    isSupposed,
    advisories,
    closureSize,
    standing:
      supposed === undefined
        ? (registered?.standing ?? STRANGER)
        : standingOf({ maturity: supposed, isAgentRegistered: true, isAgentSuspended: false }),
    isUsual:
      !isSupposed && (closureSize === undefined || isOfNoSize(inForce.policy, { maturity, closureSize })),
  };
}
