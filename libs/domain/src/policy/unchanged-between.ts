import { MinMaturity } from '../agent/maturity';
import type { Facts } from './facts';
import type { PolicyRules } from './policy';
import { HOUR, instantOf } from './readings/instant';
import { settingFor } from './readings/maturity-setting';
import { requiredAge } from './readings/release-age';

/** Milliseconds since 1970; neither end belongs to it. Empty where both are the same. */
export interface Interval {
  readonly after: number;
  readonly before: number;
}

/**
 * The time around `facts.now` in which no comparison that the rules make with the time comes out otherwise. A rule that
 * compares it with a new instant names that instant here. The instants themselves are left out, so it does not matter
 * to which side a rule counts them.
 */
export function unchangedBetween(facts: Facts): Interval {
  const { now } = facts;
  let after = -Infinity;
  let before = Infinity;
  for (const instant of instantsOf(facts)) {
    // One that cannot be read compares as nothing, at any time.
    if (instant <= now && instant > after) after = instant;
    if (instant >= now && instant < before) before = instant;
  }
  return { after, before };
}

function instantsOf(facts: Facts): number[] {
  const ends = [
    ...facts.approvals.map(({ grant }) => grant?.expiresAt ?? null),
    ...facts.exceptions.map(({ expiresAt }) => expiresAt),
  ];
  const instants = ends.filter((end) => end !== null).map(instantOf);
  const rules = facts.policy?.rules;
  return rules === undefined ? instants : [...instants, ...agesIn(rules, facts)];
}

/** For every maturity, because a refusal says which of them would pass. */
function agesIn(rules: PolicyRules, facts: Facts): number[] {
  const imported = facts.advisoryData?.importedAt ?? null;
  const published = facts.known?.release.publishedAt ?? null;
  return MinMaturity.options.flatMap((maturity) => [
    ...(imported === null
      ? []
      : [instantOf(imported) + settingFor(rules['advisories-stale'].maxAgeHours, maturity) * HOUR]),
    ...(published === null
      ? []
      : [instantOf(published) + requiredAge(rules['release-too-new'], { ...facts, maturity })]),
  ]);
}
