import { z } from 'zod';
import { MinMaturity } from '../agent/maturity';
import { Digest } from '../artifact/digest';
import { Capability } from '../scan/report';

/** What an approval was given for, by whom, until when. Absent on approvals made before there were grants. */
export const Grant = z.object({
  grantedAt: z.iso.datetime(),
  /** null: no end. */
  expiresAt: z.iso.datetime().nullable(),
  /** Who approved, as `<kind>:<id>`; two where policy asks for two. Empty: inherited by policy. */
  by: z.array(z.string()),
  /** The files it was given for; null: approved before any file of the version had been scanned. */
  digests: z.array(Digest).nullable(),
  /** Digest of the lock whose review it came from; null: given for the package alone. */
  closure: Digest.nullable(),
  /** Capabilities that it does not grant; the cage has to withhold them. */
  without: z.array(Capability),
  breakGlass: z.boolean(),
  /** The approved version that this one inherits from; null: a person decided. */
  inheritedFrom: z.string().nullable(),
  reason: z.string().nullable(),
});
export type Grant = z.infer<typeof Grant>;

/** A first reviewer's yes where policy asks for two. */
export const FirstReview = z.object({ by: z.string(), minMaturity: MinMaturity, grant: Grant });
export type FirstReview = z.infer<typeof FirstReview>;
