import { SEVERITIES, VERDICTS, type Finding, type Verdict } from '@sallyport/domain';
import { RULES } from './index';

const VERDICT_OF = new Map(RULES.map(({ code, verdict }) => [code, verdict]));

/** What an artifact is at least for a finding; of a rule that this version does not have, nobody knows. */
export function verdictOf({ rule }: Pick<Finding, 'rule'>): Verdict {
  return VERDICT_OF.get(rule) ?? 'unknown';
}

/** Each place of each rule once. */
export function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, file, line, message, evidence }) => {
    const key = JSON.stringify([rule, file, line, message, evidence]);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/** By what they make of the artifact, then by severity; equals stay as they come. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  const rank = (finding: Finding): number =>
    VERDICTS.indexOf(verdictOf(finding)) * SEVERITIES.length + SEVERITIES.indexOf(finding.severity);
  return [...findings].sort((a, b) => rank(b) - rank(a));
}
