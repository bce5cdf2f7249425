import { compareSpecificity } from '../../package/selector';
import type { BanFact } from '../facts';
import { evidenceOfBan } from '../readings/bans';
import type { StructuralRule } from '../rule';

export const banned: StructuralRule = {
  code: 'banned',
  effect: 'deny',
  summary:
    'A live ban of the version, a range, a name, a pattern, a file or a publisher holds for every agent, whatever its maturity and whatever was approved; its reason is shown to all.',
  judge: ({ entry, bans, status }) => {
    const ban = mostSpecific(bans);
    if (ban !== undefined) {
      return {
        reason: `Banned for all agents: ${ban.reason}`,
        evidence: [evidenceOfBan(ban)],
        nextStep: null,
      };
    }
    // The entry or the status alone is enough: whoever gathered the facts may not lose a ban.
    const reason = entry?.banReason ?? (status === 'banned' ? 'for a reason that is not known here' : null);
    if (reason === null) return undefined;
    return {
      reason: `Banned for all agents: ${reason}`,
      evidence: [{ fact: 'ban', text: reason }],
      nextStep: null,
    };
  },
};

function mostSpecific(bans: readonly BanFact[]): BanFact | undefined {
  let found: BanFact | undefined;
  for (const ban of bans) {
    if (found === undefined || compareSpecificity(ban.selector, found.selector) < 0) found = ban;
  }
  return found;
}
