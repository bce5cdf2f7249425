import { MATURITIES } from '../agent/maturity';
import type { Revision } from '../registry/change';
import { answer, decide, judge, NO_RULE, nothingPassed, RULES_BY_STRENGTH, type Passed } from './decide';
import type { Decision } from './decision';
import type { ApprovalFact, Facts } from './facts';
import type { Policy } from './policy';
import { governingApproval } from './readings/approval';
import { mostPackages } from './readings/closure-size';
import type { Rule } from './rule';
import { SOMEBODY, tellingOf, type Telling } from './told-to';
import { unchangedBetween, type Interval } from './unchanged-between';

/**
 * What of one decision answers other questions as well: of any agent of the same standing (`standingOf`), at any time
 * strictly between `after` and `before`, as long as nothing else of the facts has changed. Why that is the same as
 * deciding anew: docs/adr/0027.
 */
export interface LastingDecision extends Interval {
  /** The whole answer; undefined: it says something of the agent, so the rule has to be asked again. */
  readonly decision: Decision | undefined;
  /** The answer to any agent, where all that it says of the agent is its name; else the rule has to be asked again. */
  readonly tell: Telling | undefined;
  /** undefined: no rule speaks. */
  readonly rule: Rule | undefined;
  readonly approval: ApprovalFact | undefined;
  readonly passed: Passed;
}

export interface DecidedOnce {
  readonly decision: Decision;
  /** undefined: it is an answer to this agent at this moment and to nobody else. */
  readonly lasting: LastingDecision | undefined;
}

/** Everything that a decision may know of an agent without naming it, as a number from 0 to 15. */
export function standingOf(
  facts: Pick<Facts, 'maturity' | 'isAgentRegistered' | 'isAgentSuspended'>,
): number {
  const { maturity, isAgentRegistered, isAgentSuspended } = facts;
  return MATURITIES.indexOf(maturity) + (isAgentRegistered ? 4 : 0) + (isAgentSuspended ? 8 : 0);
}

/** Whether a closure of so many packages is judged as each of its packages alone: the one rule on its size is silent. */
export function isOfNoSize(
  policy: Policy | undefined,
  { maturity, closureSize }: Pick<Facts, 'maturity' | 'closureSize'>,
): boolean {
  return (
    closureSize === undefined || (policy !== undefined && closureSize <= mostPackages(policy.rules, maturity))
  );
}

/**
 * Decides as `decide`, and watches what is read of the agent. `facts.exceptions` may be those of all agents.
 * Of a closure only where `isOfNoSize`.
 */
export function decideLasting(facts: Facts, revision: Revision): DecidedOnce {
  const { seen, reads } = watched(facts);
  const approval = governingApproval(seen);
  const passed = nothingPassed();
  const { rule, verdict, before } = firstToSpeak(seen, approval, passed, reads);
  const namesNobody = reads.toDecide === 0 && reads.toTell === before.toTell;
  const decision = answer(rule, verdict, facts, revision, passed, approval);
  // A rule that was passed over after it had looked at who asks might speak of somebody else.
  if (before.toDecide > 0) return { decision, lasting: undefined };
  // What is told of the time is told to the moment.
  const isTimeless = decision.eligibleAt === null;
  const whole = namesNobody && isTimeless ? Object.freeze(decision) : undefined;
  const tell =
    whole === undefined && isTimeless && reads.toDecide === 0
      ? tellingTo(rule, facts, approval, passed)
      : undefined;
  return { decision, lasting: { ...unchangedBetween(facts), decision: whole, tell, rule, approval, passed } };
}

/** The rule speaks once more, to SOMEBODY; what it decides by is as it was. */
function tellingTo(rule: Rule | undefined, facts: Facts, approval: ApprovalFact | undefined, passed: Passed) {
  if (rule === undefined) return undefined;
  const told: Facts = { ...facts, addressee: SOMEBODY };
  const verdict = judge(rule, told, approval, nothingPassed());
  return verdict && tellingOf(answer(rule, verdict, told, 0, passed, approval));
}

interface Reads {
  toDecide: number;
  toTell: number;
}

/** The facts, and how often it was looked who asks. Whoever copies them has looked. */
function watched(facts: Facts): { seen: Facts; reads: Reads } {
  const reads: Reads = { toDecide: 0, toTell: 0 };
  const seen: Facts = {
    ...facts,
    get agentId() {
      reads.toDecide += 1;
      return facts.agentId;
    },
    get addressee() {
      reads.toTell += 1;
      return facts.agentId;
    },
  };
  return { seen, reads };
}

function firstToSpeak(seen: Facts, approval: ApprovalFact | undefined, passed: Passed, reads: Reads) {
  for (const rule of RULES_BY_STRENGTH) {
    const before = { ...reads };
    const verdict = judge(rule, seen, approval, passed);
    if (verdict !== undefined) return { rule, verdict, before };
  }
  return { rule: undefined, verdict: NO_RULE, before: reads };
}

/** The answer to another agent of the same standing, within the time. */
export function decideAgain(
  { rule, approval, passed, tell }: LastingDecision,
  facts: Facts,
  revision: Revision,
): Decision {
  if (tell !== undefined) return tell(facts.agentId, revision);
  if (rule === undefined) return answer(undefined, NO_RULE, facts, revision, passed, approval);
  const verdict = judge(rule, facts, approval, nothingPassed());
  if (verdict !== undefined) return answer(rule, verdict, facts, revision, passed, approval);
  return decide(facts, revision);
}
