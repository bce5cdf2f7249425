import { isAtLeast, MinMaturity, type Maturity } from '../../agent/maturity';
import { compareSpecificity } from '../../package/selector';
import type { ApprovalFact, Facts } from '../facts';
import { instantOf, isOver } from './instant';

export function isLive({ grant }: ApprovalFact, now: number): boolean {
  return grant === undefined || grant.expiresAt === null || !isOver(grant.expiresAt, now);
}

export function hasLiveApproval({ approvals, now }: Facts): boolean {
  return approvals.some((approval) => isLive(approval, now));
}

/** Whether a reviewer approved something of this very package: a pattern is given without seeing every name in it. */
export function hasSeenName({ approvals, now }: Pick<Facts, 'approvals' | 'now'>): boolean {
  return approvals.some((approval) => approval.selector.kind !== 'pattern' && isLive(approval, now));
}

/** An intern is given single versions or files, never "whatever comes". */
export function namesOneVersion({ selector }: ApprovalFact): boolean {
  return selector.kind === 'exact' || selector.kind === 'digest';
}

/** Whether an agent of this maturity may rest on the approval. */
function reaches(approval: ApprovalFact, maturity: Maturity): boolean {
  return isAtLeast(maturity, approval.minMaturity) && (maturity !== 'intern' || namesOneVersion(approval));
}

/** The least maturity that a live approval reaches; null: there is none. */
export function leastMaturity(facts: Facts): MinMaturity | null {
  return LEAST_FIRST.find((maturity) => governingApproval(facts, maturity) !== undefined) ?? null;
}

export const LEAST_FIRST: readonly MinMaturity[] = MinMaturity.options;

/**
 * The one approval that decides for this maturity: the most specific of those that are live and reach it, never the
 * first or the newest. Ties: the stricter maturity, then the earliest grant, then the id. undefined: there is none.
 */
export function governingApproval(
  facts: Facts,
  maturity: Maturity = facts.maturity,
): ApprovalFact | undefined {
  let governing: ApprovalFact | undefined;
  for (const approval of facts.approvals) {
    if (!reaches(approval, maturity) || !isLive(approval, facts.now)) continue;
    if (governing === undefined || compare(approval, governing, facts) < 0) governing = approval;
  }
  return governing;
}

/** Negative where `a` decides before `b`. */
function compare(a: ApprovalFact, b: ApprovalFact, facts: Facts): number {
  return (
    Number(isPartial(a, facts)) - Number(isPartial(b, facts)) ||
    compareSpecificity(a.selector, b.selector) ||
    LEAST_FIRST.indexOf(b.minMaturity) - LEAST_FIRST.indexOf(a.minMaturity) ||
    grantedAt(a) - grantedAt(b) ||
    compareIds(a.id, b.id)
  );
}

/** Two approvals of one moment: any fixed order will do, but not the one they were handed over in. */
function compareIds(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

/** One file's approval says nothing of the version's other files: where those are meant too, it decides last. */
function isPartial({ selector }: ApprovalFact, facts: Facts): boolean {
  return selector.kind === 'digest' && concernedDigests(facts).some((digest) => digest !== selector.digest);
}

/** From before there were grants: earlier than any grant. */
function grantedAt({ grant }: ApprovalFact): number {
  return grant === undefined ? 0 : instantOf(grant.grantedAt);
}

/** The files that an approval was given for; null: it is not bound to any. */
export function boundDigests({ selector, grant }: ApprovalFact): readonly string[] | null {
  return selector.kind === 'digest' ? [selector.digest] : (grant?.digests ?? null);
}

/** The file that is meant, or all that are known of the version. */
export function concernedDigests(facts: Facts): readonly string[] {
  if (facts.digest !== undefined) return [facts.digest];
  return (facts.known?.artifacts ?? []).map(({ digest }) => digest);
}
