import { z } from 'zod';
import { isAtLeast, type MinMaturity } from '../../agent/maturity';
import type { Digest } from '../../artifact/digest';
import { DomainError, printable } from '../../errors';
import type { PackageFacts } from '../../policy/package-facts';
import type { ReviewPolicy } from '../../policy/policy';
import type { Capability } from '../../scan/report';
import type { Grant } from '../grant';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WRITTEN_DATE = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** What a reviewer asks for, as on the wire. */
export interface AskedTerms {
  expiresAt?: string | undefined;
  without?: readonly Capability[] | undefined;
  breakGlass?: boolean | undefined;
  note?: string | undefined;
}

export interface Terms {
  /** ISO 8601; null: no end. */
  readonly expiresAt: string | null;
  /** Whether the reviewer named the end, or policy did. */
  readonly isEndAsked: boolean;
  readonly without: readonly Capability[];
  readonly breakGlass: boolean;
  readonly reason: string | null;
}

/**
 * A date alone ends as it begins, in UTC: where two readings are possible the shorter life is taken.
 * @returns ISO 8601 in UTC
 * @throws DomainError `invalid-date`
 */
export function parseEnd(text: string, now: number): string {
  const written = WRITTEN_DATE.safeParse(text);
  const time = written.success ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new DomainError('invalid-date', `"${printable(text, 60)}" is not an ISO 8601 date`, {
      hint: 'Write a date such as 2027-01-31, or a time such as 2027-01-31T12:00:00Z.',
    });
  }
  const end = new Date(time).toISOString();
  if (time > now) return end;
  throw new DomainError('invalid-date', `${end} has passed`, { hint: 'The end has to lie ahead.' });
}

/**
 * The terms that policy gives where the reviewer asks for no end: as long as it allows.
 * @throws DomainError `invalid-date`: cannot be read, has passed, or is further than policy allows; `invalid-request`:
 * break-glass without a reason
 */
export function parseTerms(asked: AskedTerms, policy: ReviewPolicy, now: number): Terms {
  const breakGlass = asked.breakGlass === true;
  const reason = asked.note?.trim() ? asked.note : null;
  if (breakGlass && reason === null) {
    throw new DomainError('invalid-request', 'Break-glass needs a reason', {
      hint: 'Say in `note` why this cannot wait for a second reviewer.',
    });
  }
  const latest = latestEnd(policy, breakGlass, now);
  const expiresAt = asked.expiresAt === undefined ? latest : parseEnd(asked.expiresAt, now);
  if (latest !== null && expiresAt !== null && Date.parse(expiresAt) > Date.parse(latest)) {
    throw new DomainError(
      'invalid-date',
      `Until ${expiresAt} is longer than policy allows ${breakGlass ? 'a break-glass approval' : 'an approval'}`,
      {
        hint: `At the latest: ${latest} (${longestText(policy, breakGlass)}). Without a date, that is taken.`,
      },
    );
  }
  return {
    expiresAt,
    isEndAsked: asked.expiresAt !== undefined,
    without: [...new Set(asked.without)].sort(),
    breakGlass,
    reason,
  };
}

function latestEnd(policy: ReviewPolicy, breakGlass: boolean, now: number): string | null {
  if (breakGlass) return new Date(now + policy.breakGlassHours * HOUR_MS).toISOString();
  return policy.maxApprovalDays === null
    ? null
    : new Date(now + policy.maxApprovalDays * DAY_MS).toISOString();
}

function longestText(policy: ReviewPolicy, breakGlass: boolean): string {
  return breakGlass ? `${policy.breakGlassHours} hours` : `${policy.maxApprovalDays} days`;
}

/** Why policy wants two people for this; empty: it does not. Break-glass is for the caller to look at. */
export function twoReviewerReasons(
  policy: ReviewPolicy,
  what: { minMaturity: MinMaturity; capabilities: readonly Capability[]; isStanding: boolean },
): string[] {
  const reasons: string[] = [];
  const { twoReviewersUpTo: upTo, twoReviewersCapabilities, twoReviewersForStanding } = policy;
  if (upTo !== null && isAtLeast(upTo, what.minMaturity))
    reasons.push(
      `it is approved for ${what.minMaturity}, and two people decide what agents up to ${upTo} may use`,
    );
  for (const capability of twoReviewersCapabilities)
    if (what.capabilities.includes(capability)) reasons.push(`it has the capability "${capability}"`);
  if (twoReviewersForStanding && what.isStanding) reasons.push('it is for more than one version');
  return reasons;
}

/** Everything that any known file of the version can do. */
export function capabilitiesOf(facts: PackageFacts | undefined): Capability[] {
  return [...new Set(facts?.artifacts.flatMap(({ capabilities }) => capabilities))].sort();
}

/** The files that an approval given now is for; null: none is known. */
export function digestsOf(facts: PackageFacts | undefined): Digest[] | null {
  if (facts === undefined || facts.artifacts.length === 0) return null;
  return [...new Set(facts.artifacts.map(({ digest }) => digest))].sort();
}

/** Whether the scan of a version came through, so that a reviewer has something to decide on. */
export function isScanned(facts: PackageFacts | undefined): boolean {
  return facts !== undefined && facts.artifacts.length > 0 && facts.scanFailed === null;
}

export function grantOf(
  terms: Terms,
  given: { by: readonly string[]; at: string; digests: readonly Digest[] | null; closure: Digest | null },
): Grant {
  return {
    grantedAt: given.at,
    expiresAt: terms.expiresAt,
    by: [...given.by],
    digests: given.digests === null ? null : [...given.digests],
    closure: given.closure,
    without: [...terms.without],
    breakGlass: terms.breakGlass,
    inheritedFrom: null,
    reason: terms.reason,
  };
}
