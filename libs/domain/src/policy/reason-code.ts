import { z } from 'zod';

/** Closed list; each is the file name of its rule in rules/, save `no-rule` (nothing applied: not allowed). */
export const REASON_CODES = [
  'banned',
  'student-blocked',
  'untrusted',
  'maturity-too-low',
  'unknown-package',
  'pending-review',
  'approved',
  'no-rule',
] as const;
export const ReasonCode = z.enum(REASON_CODES);
export type ReasonCode = z.infer<typeof ReasonCode>;
