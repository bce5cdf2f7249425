import type { RuleException } from '../registry/standing';
import type { Facts } from './facts';
import { instantOf, isOver } from './readings/instant';
import type { ReasonCode } from './reason-code';
import { isExceptable } from './rule';
import { RULES } from './rules';

/** The rules of the policy, and `publisher-unknown`: what else holds under every policy is never excepted. */
export const EXCEPTABLE_RULES: readonly ReasonCode[] = RULES.filter(isExceptable).map(({ code }) => code);

/** The exception that lets this agent pass the rule now: of several the one that lasts longest, never the first. */
export function liveException(rule: ReasonCode, facts: Facts): RuleException | undefined {
  let live: RuleException | undefined;
  for (const exception of facts.exceptions) {
    if (exception.rule !== rule || exception.state !== 'live' || isOver(exception.expiresAt, facts.now))
      continue;
    if (exception.agentId !== null && exception.agentId !== facts.agentId) continue;
    if (live === undefined || outlasts(exception, live)) live = exception;
  }
  return live;
}

function outlasts(a: RuleException, b: RuleException): boolean {
  const longer = instantOf(a.expiresAt) - instantOf(b.expiresAt);
  return longer > 0 || (longer === 0 && a.id < b.id);
}
