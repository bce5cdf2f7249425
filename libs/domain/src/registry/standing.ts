import { z } from 'zod';
import { MinMaturity } from '../agent/maturity';
import { Digest } from '../artifact/digest';
import { Selector } from '../package/selector';
import { REASON_CODES } from '../policy/reason-code';
import { NOT_AFFECTED, NotAffected } from '../policy/statement';
import { FirstReview, Grant } from './grant';

/**
 * Approvals and bans of more than one exact version. An exact one lives in the entry of its version (state.ts);
 * for a decision both are the same thing (policy/facts.ts).
 */
export const StandingApproval = z.object({
  id: z.string(),
  /** Any but `exact` and `publisher`. */
  selector: Selector,
  minMaturity: MinMaturity,
  grant: Grant,
  /** `proposed`: waits for the second reviewer. */
  state: z.enum(['proposed', 'live', 'revoked', 'expired']),
  firstReview: FirstReview.optional(),
});
export type StandingApproval = z.infer<typeof StandingApproval>;

export const StandingBan = z.object({
  id: z.string(),
  /** Any but `exact`. */
  selector: Selector,
  reason: z.string(),
  state: z.enum(['live', 'lifted']),
  by: z.string(),
  at: z.iso.datetime(),
});
export type StandingBan = z.infer<typeof StandingBan>;

/**
 * Leave to pass one rule, for a while. Never for a ban or malware. With the rule `not-affected` and `notAffected` it is
 * a statement: one advisory does not affect the packages, so it counts for no rule.
 */
export const RuleException = z.object({
  id: z.string(),
  rule: z.enum([...REASON_CODES, NOT_AFFECTED]),
  notAffected: NotAffected.optional(),
  selector: Selector,
  /** null: for every agent. */
  agentId: z.string().nullable(),
  /** The person who answers for it. */
  owner: z.string(),
  reason: z.string(),
  by: z.string(),
  grantedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  state: z.enum(['live', 'withdrawn']),
});
export type RuleException = z.infer<typeof RuleException>;

/** A name that agents asked for while no registry had it. */
export const NameMemory = z.object({
  /** `appeared`: it exists now, and is blocked until a person clears it. */
  state: z.enum(['absent', 'appeared', 'cleared']),
  firstAskedAt: z.iso.datetime(),
  lastAskedAt: z.iso.datetime(),
  times: z.number().int().positive(),
  /** At most ten. */
  askedBy: z.array(z.string()),
  appearedAt: z.iso.datetime().nullable(),
});
export type NameMemory = z.infer<typeof NameMemory>;

/** The policy in force, as text; what it parses to is not stored. */
export const StoredPolicy = z.object({
  text: z.string(),
  /** `<name>@<first 12 hex digits of the text's SHA-256>` */
  version: z.string(),
  digest: Digest,
});
export type StoredPolicy = z.infer<typeof StoredPolicy>;

export const ReviewComment = z.object({ requestId: z.string(), text: z.string() });
export type ReviewComment = z.infer<typeof ReviewComment>;

/** What an agent's behaviour suggests; a person decides. */
export const MaturityProposal = z.object({
  id: z.string(),
  agentId: z.string(),
  from: z.string(),
  to: z.string(),
  why: z.string(),
  state: z.enum(['open', 'accepted', 'declined']),
});
export type MaturityProposal = z.infer<typeof MaturityProposal>;
