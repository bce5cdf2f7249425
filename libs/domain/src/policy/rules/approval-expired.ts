import { hasLiveApproval } from '../readings/approval';
import type { Facts } from '../facts';
import { requestVersion } from '../next-step';
import type { StructuralRule } from '../rule';

export const approvalExpired: StructuralRule = {
  code: 'approval-expired',
  effect: 'deny',
  summary:
    'The version was approved until a date that has passed, no other approval covers it, and nobody has requested it again.',
  judge: (facts) => {
    if (facts.status === 'pending' || hasLiveApproval(facts)) return undefined;
    const ends = facts.approvals.flatMap(({ grant }) => grant?.expiresAt ?? []).sort();
    if (ends.length === 0 && facts.entry?.approval !== 'expired') return undefined;
    return {
      reason: `${sentence(ends.at(-1))} it has to be requested again.`,
      evidence: [evidence(facts, ends.at(-1))],
      nextStep: requestVersion(facts),
    };
  },
};

function sentence(end: string | undefined): string {
  return end === undefined ? 'The approval has expired;' : `The approval expired at ${end};`;
}

function evidence({ approvals }: Facts, end: string | undefined) {
  const text = end === undefined ? 'expired' : `expired at ${end}`;
  const id = approvals.find(({ grant }) => grant?.expiresAt === end)?.id ?? null;
  return id === null ? { fact: 'approval' as const, text } : { fact: 'approval' as const, text, ref: id };
}
