import type { RuleException } from '../registry/standing';
import type { Facts } from './facts';
import { longestLived } from './readings/exceptions';
import type { ReasonCode } from './reason-code';
import { isExceptable } from './rule';
import { RULES } from './rules';

/** The rules of the policy, and `publisher-unknown`: what else holds under every policy is never excepted. */
export const EXCEPTABLE_RULES: readonly ReasonCode[] = RULES.filter(isExceptable).map(({ code }) => code);

/** The exception that lets this agent pass the rule now: of several the one that lasts longest, never the first. */
export function liveException(rule: ReasonCode, facts: Facts): RuleException | undefined {
  return longestLived(
    facts.exceptions,
    facts.now,
    // Last: who asks is looked at only where it matters (lasting-decision.ts).
    (exception) =>
      exception.rule === rule && (exception.agentId === null || exception.agentId === facts.agentId),
  );
}
