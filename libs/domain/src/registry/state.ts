import { z } from 'zod';
import { MinMaturity } from '../agent/maturity';
import { FirstReview, Grant } from './grant';

export const APPROVAL_STATES = ['none', 'requested', 'approved', 'rejected', 'revoked', 'expired'] as const;
export const ApprovalState = z.enum(APPROVAL_STATES);
export type ApprovalState = z.infer<typeof ApprovalState>;

/** What the registry holds of one package version. Approval and ban are separate, so a request can never lift a ban. */
export const RegistryEntry = z.object({
  approval: ApprovalState,
  /** Set exactly where `approval` is `approved`. */
  minMaturity: MinMaturity.nullable(),
  /** A live ban's reason; null where there is none. Shown to everyone. */
  banReason: z.string().nullable(),
  /** Only where `approval` is `approved`. */
  grant: Grant.optional(),
  /** Only where `approval` is `requested`: one of two reviewers has said yes. */
  firstReview: FirstReview.optional(),
  /** Who asked, as `<kind>:<id>`; may not approve. */
  requestedBy: z.string().optional(),
});
export type RegistryEntry = z.infer<typeof RegistryEntry>;

/** The seeds' statuses as a reader sees them. Derived, never stored. `unknown`: the registry has never heard of it. */
export const STATUSES = ['unknown', 'untrusted', 'pending', 'active', 'banned'] as const;
export const Status = z.enum(STATUSES);
export type Status = z.infer<typeof Status>;

const STATUS_OF_APPROVAL: Readonly<Record<ApprovalState, Status>> = {
  none: 'untrusted',
  requested: 'pending',
  approved: 'active',
  rejected: 'untrusted',
  revoked: 'untrusted',
  expired: 'untrusted',
};

export function statusOf(entry: RegistryEntry | undefined): Status {
  if (entry === undefined) return 'unknown';
  if (entry.banReason !== null) return 'banned';
  return STATUS_OF_APPROVAL[entry.approval];
}
