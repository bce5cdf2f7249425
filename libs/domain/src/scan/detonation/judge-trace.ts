import { printable } from '../../errors';
import { worstVerdict, type Finding, type Verdict } from '../report';
import type { DetonationRule } from './rule';
import { DETONATION_RULES } from './rules';
import { incomplete } from './rules/incomplete';
import type { DetonationTrace } from './trace';

/** Sightings of one rule that are listed; the verdict needs one. */
const MAX_SIGHTINGS = 10;

export interface DetonationJudgement {
  verdict: Verdict;
  findings: Finding[];
}

/** Whether everything that was to be seen was: a machine, a phase, a process, what was sent. */
export function isWhole(trace: DetonationTrace): boolean {
  return incomplete.judge(trace).length === 0;
}

/** Asks every rule. The verdict is the worst that any rule that spoke calls for; a trace of nothing is `unknown`. */
export function judgeTrace(
  trace: DetonationTrace,
  rules: readonly DetonationRule[] = DETONATION_RULES,
): DetonationJudgement {
  const spoken = rules
    .map((rule) => ({ rule, sightings: rule.judge(trace) }))
    .filter(({ sightings }) => sightings.length > 0);
  return {
    verdict: worstVerdict(['clean', ...spoken.map(({ rule }) => rule.verdict)]),
    findings: spoken.flatMap(({ rule, sightings }) =>
      sightings.slice(0, MAX_SIGHTINGS).map(({ message, evidence }) => ({
        rule: rule.code,
        kind: 'detonation' as const,
        severity: rule.severity,
        message: printable(message, 500),
        ...(evidence === undefined ? {} : { evidence: printable(evidence, 200) }),
      })),
    ),
  };
}
