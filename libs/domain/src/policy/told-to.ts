import type { Revision } from '../registry/change';
import type { Decision } from './decision';

/** Stands for the agent's id in an answer that is made to be told to many: no agent can be called so. */
export const SOMEBODY = '\u0000';

type Fill = (agentId: string) => unknown;

export type Telling = (agentId: string, revision: Revision) => Decision;

/** More answers than rules have for agents of all standings, and fewer than packages: some name the package as well. */
const SHARED = 500;
const shared = new Map<string, Telling>();

/**
 * How the answer reads to any agent. `told`: the answer to SOMEBODY; what does not name them is shared, not copied.
 * The same answer about many packages is one and the same here too, until so many others have come that all begin anew:
 * answers under a policy that was replaced, and those that are given once, must not be in the way of the rest for good.
 */
export function tellingOf(told: Decision): Telling {
  const key = JSON.stringify(told);
  let telling = shared.get(key);
  if (telling === undefined) {
    if (shared.size >= SHARED) shared.clear();
    shared.set(key, (telling = tellingAnew(told)));
  }
  return telling;
}

function tellingAnew(told: Decision): Telling {
  const [evidence, nextStep, reason] = [fillOf(told.evidence), fillOf(told.nextStep), fillOf(told.reason)];
  const { allowed, effect, reasonCode, maturityRequired, eligibleAt, policyVersion } = told;
  const { revision: _revision, ...others } = told;
  const hasMore = Object.keys(others).length > COMMON;
  return (agentId, revision) => {
    // Field by field: copying all of them as they come takes several times as long.
    const decision: Decision = {
      allowed,
      effect,
      reasonCode,
      reason: reason === undefined ? told.reason : (reason(agentId) as string),
      maturityRequired,
      evidence: evidence === undefined ? told.evidence : (evidence(agentId) as Decision['evidence']),
      nextStep: nextStep === undefined ? told.nextStep : (nextStep(agentId) as Decision['nextStep']),
      eligibleAt,
      revision,
      policyVersion,
    };
    return hasMore ? { ...others, ...decision } : decision;
  };
}

/** Fields that every decision has, besides its revision. */
const COMMON = 9;

/** undefined: SOMEBODY is not in it. */
function fillOf(value: unknown): Fill | undefined {
  if (typeof value === 'string') return fillText(value);
  if (Array.isArray(value)) return fillList(value as unknown[]);
  return typeof value === 'object' && value !== null ? fillFields(value) : undefined;
}

function fillText(text: string): Fill | undefined {
  if (text === SOMEBODY) return (agentId) => agentId;
  if (!text.includes(SOMEBODY)) return undefined;
  const parts = text.split(SOMEBODY);
  return (agentId) => parts.join(agentId);
}

function fillList(list: readonly unknown[]): Fill | undefined {
  const fills = list.map(fillOf);
  if (fills.every((fill) => fill === undefined)) return undefined;
  return (agentId) => list.map((one, index) => fills[index]?.(agentId) ?? one);
}

function fillFields(fields: object): Fill | undefined {
  const fills = Object.entries(fields).flatMap(([field, value]) => {
    const fill = fillOf(value);
    return fill === undefined ? [] : [[field, fill] as const];
  });
  if (fills.length === 0) return undefined;
  return (agentId) => {
    const filled: Record<string, unknown> = { ...fields };
    for (const [field, fill] of fills) filled[field] = fill(agentId);
    return filled;
  };
}
