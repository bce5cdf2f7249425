import { hasLiveApproval } from '../readings/approval';
import { HOUR, instantOf } from '../readings/instant';
import { exceptFrom, requestVersion } from '../next-step';
import { requiredAge } from '../readings/release-age';
import type { PolicyRule } from '../rule';

export const releaseTooNew: PolicyRule = {
  code: 'release-too-new',
  effect: 'deny',
  summary:
    'The release is younger than the policy asks for this maturity; far-reaching releases and those that may have lost their provenance wait longer, own names and fixes of what is in use do not wait.',
  settings: ['release-too-new'],
  waiting: true,
  mode: (rules) => rules['release-too-new'].mode,
  judgeBy: (rules, facts) => {
    const publishedAt = facts.known?.release.publishedAt ?? null;
    const needed = requiredAge(rules['release-too-new'], facts);
    if (publishedAt === null || needed === 0) return undefined;
    const eligible = instantOf(publishedAt) + needed;
    if (facts.now >= eligible) return undefined;
    return {
      reason: `Published at ${publishedAt}; this agent has to wait until it is ${hours(needed)} old.`,
      evidence: [
        {
          fact: 'release',
          text: `published at ${publishedAt}, ${hours(facts.now - instantOf(publishedAt))} ago`,
        },
      ],
      eligibleAt: new Date(eligible).toISOString(),
      nextStep: hasLiveApproval(facts) ? exceptFrom('release-too-new', facts) : requestVersion(facts),
    };
  },
};

function hours(milliseconds: number): string {
  return `${Math.floor(milliseconds / HOUR)} hours`;
}
