import type { RuleException } from '../../registry/standing';
import type { Facts } from '../facts';
import type { AdvisoryMatch } from '../package-facts';
import { NOT_AFFECTED } from '../statement';
import { longestLived } from './exceptions';

/**
 * The statement by which this advisory does not count for this version now. By any id that both have in common. Never
 * for malware, whatever is stated: what a report of malware joins under one id with an advisory is malware.
 */
export function statementOn(
  match: Pick<AdvisoryMatch, 'id' | 'aliases' | 'malware'>,
  { exceptions, now }: Pick<Facts, 'exceptions' | 'now'>,
): RuleException | undefined {
  if (match.malware) return undefined;
  return longestLived(
    exceptions,
    now,
    ({ rule, agentId, notAffected }) =>
      rule === NOT_AFFECTED &&
      // A statement is about a package, not about who asks; one that is not is none.
      agentId === null &&
      notAffected !== undefined &&
      (notAffected.advisory === match.id || match.aliases.includes(notAffected.advisory)),
  );
}
