import type { ApprovalState } from '../../registry/state';
import { hasLiveApproval } from '../readings/approval';
import type { Facts } from '../facts';
import { requestVersion } from '../next-step';
import type { StructuralRule } from '../rule';

const REASONS: Readonly<Partial<Record<ApprovalState, string>>> = {
  rejected: 'Known but not approved: a reviewer rejected it.',
  revoked: 'Known but not approved: its approval was revoked.',
};

export const untrusted: StructuralRule = {
  code: 'untrusted',
  effect: 'deny',
  summary:
    'A reviewer rejected this version or took its approval back, which also holds against an approval of more than this version; or it is known and nobody asked for it.',
  judge: (facts) =>
    isUntrusted(facts)
      ? {
          reason:
            (facts.entry && REASONS[facts.entry.approval]) ??
            'Known but not approved: nobody has requested it.',
          evidence: [{ fact: 'registry', text: `approval: ${facts.entry?.approval ?? 'none'}` }],
          nextStep: requestVersion(facts),
        }
      : undefined,
};

function isUntrusted(facts: Facts): boolean {
  if (facts.status !== 'untrusted') return false;
  switch (facts.entry?.approval) {
    // An end that came by itself is no verdict on the version: `approval-expired` says so.
    case 'expired':
      return false;
    case 'none':
      return facts.approvals.length === 0 && !hasLiveApproval(facts);
    default:
      return true;
  }
}
