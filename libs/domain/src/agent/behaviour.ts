import type { BEHAVIOURS } from '../contracts/governance';
import type { BehaviourPolicy } from '../policy/policy';
import { MATURITIES, type Maturity } from './maturity';

export type BehaviourCounts = Readonly<Record<(typeof BEHAVIOURS)[number], number>>;

export interface MaturitySuggestion {
  to: Maturity;
  /** One sentence for the person who decides. */
  why: string;
}

/** What speaks against an agent: the threshold of policy that it is held to, and how it is said. */
const AGAINST = [
  { behaviour: 'denied-egress', threshold: 'deniedEgress', said: 'denied connections' },
  { behaviour: 'ban-hit', threshold: 'banHits', said: 'checks of banned packages' },
  { behaviour: 'invented-name', threshold: 'inventedNames', said: 'invented names' },
] as const;

/**
 * One step down where anything reaches its threshold, one step up where there were enough clean checks and nothing
 * that speaks against it. Nothing for an agent that is suspended, or that stands at the end of the scale already.
 */
export function suggestMaturity(
  agent: { maturity: Maturity; suspended: boolean },
  counts: BehaviourCounts,
  policy: BehaviourPolicy,
): MaturitySuggestion | undefined {
  if (agent.suspended) return undefined;
  const within = `within ${policy.withinHours} hours`;
  const reached = AGAINST.filter(
    ({ behaviour, threshold }) => counts[behaviour] >= policy.demoteFrom[threshold],
  );
  if (reached.length > 0) {
    const told = reached.map(
      ({ behaviour, threshold, said }) =>
        `${counts[behaviour]} ${said} (policy: from ${policy.demoteFrom[threshold]})`,
    );
    return suggestion(agent.maturity, -1, `${told.join(', ')} ${within}.`);
  }
  if (AGAINST.some(({ behaviour }) => counts[behaviour] > 0)) return undefined;
  if (counts['clean-check'] < policy.promoteFromCleanChecks) return undefined;
  return suggestion(
    agent.maturity,
    1,
    `${counts['clean-check']} clean checks (policy: from ${policy.promoteFromCleanChecks}) and nothing against it ${within}.`,
  );
}

function suggestion(from: Maturity, step: 1 | -1, why: string): MaturitySuggestion | undefined {
  const to = MATURITIES[MATURITIES.indexOf(from) + step];
  return to && { to, why };
}
