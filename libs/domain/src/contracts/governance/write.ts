import { z } from 'zod';
import { Effect } from '../../policy/decision';
import { ReasonCode } from '../../policy/reason-code';
import { Revision } from '../../registry/change';
import { Capability } from '../../scan/report';

/**
 * Names, versions and ecosystems are plain strings here on purpose: the domain parses them and answers
 * `invalid-name`, `invalid-version` or `unknown-ecosystem`, which say more than a schema fault would.
 */
export const PackageRef = z.strictObject({ ecosystem: z.string(), name: z.string(), version: z.string() });

export type PackageRef = z.infer<typeof PackageRef>;

export const PACKAGE_ERRORS = ['unknown-ecosystem', 'invalid-name', 'invalid-version'] as const;

export const WRITE_ERRORS = [
  ...PACKAGE_ERRORS,
  'empty-request',
  'request-not-found',
  'payload-too-large',
  'transition-refused',
  'store-unavailable',
] as const;

/** What a write did: how many entries changed, and the revision from which every check sees it. */
export const WriteReceipt = z.object({
  revision: Revision,
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** Approvals of this act that wait for a second reviewer. */
  awaitingSecond: z.number().int().optional(),
  /**
   * ISO 8601; when the first of the approvals of this act ends, whether the reviewer named the end or policy did. Left
   * out: none was given, or none of them ends.
   */
  expiresAt: z.string().optional(),
});

export type WriteReceipt = z.infer<typeof WriteReceipt>;

export const REVIEW_ERRORS = [
  ...WRITE_ERRORS,
  'invalid-date',
  'reviewer-refused',
  'review-conflict',
  'scan-missing',
] as const;

/** Terms of an approval. */
export const GrantTerms = {
  /** ISO 8601 date or time; must lie ahead. Policy may ask for an end and bound it. */
  expiresAt: z.string().max(64).optional(),
  /** Capabilities that are not granted; the cage withholds them. */
  without: z.array(Capability).optional(),
  /** One reviewer at once instead of two, for hours only; flagged in every decision and in the trail. Needs a note. */
  breakGlass: z.boolean().optional(),
  /** The revision that the reviewer looked at: if somebody decided since, nothing changes (`review-conflict`). */
  seenRevision: Revision.optional(),
};

/** Either the packages or the request whose whole closure is meant. */
export const Target = {
  packages: z.array(PackageRef).max(10_000).optional(),
  requestId: z.string().max(128).optional(),
};

export const REASON = z.string().min(1).max(2_000);

export const PAGE = {
  limit: z.number().int().min(1).max(1_000).default(100),
  after: z.string().max(1_024).optional(),
};

export const Before = z.object({ effect: Effect, reasonCode: ReasonCode });
