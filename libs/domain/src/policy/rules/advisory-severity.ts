import { printable } from '../../errors';
import { compareVersions, normalizeVersion } from '../../package/version';
import { SEVERITIES } from '../../scan/report';
import type { NextStep } from '../decision';
import type { Facts } from '../facts';
import { settingFor } from '../readings/maturity-setting';
import { exceptFrom, requestVersion } from '../next-step';
import type { AdvisoryMatch } from '../package-facts';
import type { PolicyRules } from '../policy';
import { statementOn } from '../readings/statements';
import type { PolicyRule } from '../rule';

/** A reply is read by agents: the worst few say as much as all. */
const MAX_EVIDENCE = 10;

export const advisorySeverity: PolicyRule = {
  code: 'advisory-severity',
  effect: 'deny',
  summary:
    'A known vulnerability of the version is as severe as the policy refuses for this maturity, or worse, and nobody answers for it that it does not affect the version.',
  settings: ['advisory-severity'],
  waiting: false,
  mode: (rules) => rules['advisory-severity'].mode,
  silencedBy: (rules, facts) => [
    ...new Set(severeIn(rules, facts).flatMap((match) => statementOn(match, facts) ?? [])),
  ],
  judgeBy: (rules, facts) => {
    const refusing = severeIn(rules, facts)
      .filter((match) => statementOn(match, facts) === undefined)
      .sort((a, b) => rank(b.severity) - rank(a.severity));
    const [worst] = refusing;
    if (worst === undefined) return undefined;
    return {
      reason: `${printable(worst.id, 60)} (${worst.severity}) affects this version.`,
      evidence: refusing.slice(0, MAX_EVIDENCE).map(({ id, severity, summary }) => ({
        fact: 'advisory',
        text: `${severity}: ${printable(summary, 200)}`,
        ref: id,
      })),
      nextStep: fixedVersion(refusing, facts) ?? exceptFrom('advisory-severity', facts),
    };
  },
};

/** Those that the policy refuses for this maturity. */
function severeIn(rules: PolicyRules, facts: Facts): AdvisoryMatch[] {
  const from = rank(settingFor(rules['advisory-severity'].refuseFrom, facts.maturity));
  return facts.known?.advisories.matches.filter(({ severity }) => rank(severity) >= from) ?? [];
}

function rank(severity: AdvisoryMatch['severity']): number {
  return SEVERITIES.indexOf(severity);
}

/** The first version that all of them are fixed in, as far as they say; undefined where one says nothing. */
function fixedVersion(matches: readonly AdvisoryMatch[], facts: Facts): NextStep | undefined {
  const { ecosystem, version } = facts.package;
  const compare = (a: string, b: string) => compareVersions(ecosystem, a, b);
  const firstFixes = matches.map(
    ({ fixedIn }) =>
      fixedIn
        .flatMap((text) => readVersion(facts, text))
        .filter((fix) => compare(fix, version) > 0)
        .sort(compare)[0],
  );
  if (firstFixes.includes(undefined)) return undefined;
  return requestVersion(facts, (firstFixes as string[]).sort(compare).at(-1));
}

/** Advisories are foreign text: what is no version of the ecosystem is no fix. */
function readVersion({ package: { ecosystem } }: Facts, text: string): string[] {
  try {
    return [normalizeVersion(ecosystem, text)];
  } catch {
    return [];
  }
}
