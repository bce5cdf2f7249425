import { isAtLeast, type MinMaturity } from '../../agent/maturity';
import type { Digest } from '../../artifact/digest';
import { DomainError } from '../../errors';
import type { FirstReview, Grant } from '../grant';
import type { RegistryEntry } from '../state';
import type { Transition } from '../transitions';
import { isSameActor } from './reviewer';
import { grantOf, type Terms } from './terms';

/** One reviewer's yes to one thing. */
export interface Yes {
  /** `<kind>:<id>` */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly minMaturity: MinMaturity;
  readonly terms: Terms;
  readonly digests: readonly Digest[] | null;
  readonly closure: Digest | null;
  /** Why policy wants two people; empty: one is enough. */
  readonly twoReviewers: readonly string[];
  /** Whether what is approved at least as widely stays so, where two people would have to change it. */
  readonly leaveWider?: boolean;
}

/**
 * What a yes does to an entry; undefined: it says what is so already. `what` names the package.
 * @throws DomainError `reviewer-refused`: the first reviewer again; `transition-refused`: other terms than the first
 * reviewer gave, or two people are needed for what one has approved already
 */
export function yesToEntry(what: string, entry: RegistryEntry | undefined, yes: Yes): Transition | undefined {
  const grant = grantOf(yes.terms, { ...yes, by: [yes.by] });
  if (
    entry?.approval === 'approved' &&
    entry.grant !== undefined &&
    isGrantedAlready(entry, entry.grant, yes)
  )
    return undefined;
  if (yes.terms.breakGlass || yes.twoReviewers.length === 0)
    return { action: 'approve', minMaturity: yes.minMaturity, grant };
  if (entry?.approval === 'approved') {
    if (yes.leaveWider === true && isWider(entry, yes)) return undefined;
    throw new DomainError(
      'transition-refused',
      `${what} is approved, and two people have to change that: ${yes.twoReviewers.join('; ')}`,
      { hint: 'Revoke it first, then have two people approve it anew.' },
    );
  }
  const first = entry?.firstReview;
  if (first === undefined || (isSameActor(first.by, yes.by) && !hasSameTerms(first, yes)))
    return { action: 'approve', firstReview: { by: yes.by, minMaturity: yes.minMaturity, grant } };
  return { action: 'second', minMaturity: first.minMaturity, grant: seconded(what, first, yes) };
}

/** An end that has passed grants nothing, whether or not it has been written down yet. */
function hasEnded({ expiresAt }: Grant, at: string): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= Date.parse(at);
}

/** A default end moves with the clock, so it is no other term. */
function isGrantedAlready({ minMaturity }: RegistryEntry, grant: Grant, yes: Yes): boolean {
  return (
    !hasEnded(grant, yes.at) &&
    minMaturity === yes.minMaturity &&
    // An inherited approval that a person confirms is theirs from then on.
    grant.inheritedFrom === null &&
    hasSameTerms({ by: '', minMaturity, grant }, yes) &&
    (yes.closure === null || yes.closure === grant.closure)
  );
}

/** Whether everything that the yes would allow is allowed already, for ever or for as long. */
function isWider({ minMaturity, grant }: RegistryEntry, { terms, ...yes }: Yes): boolean {
  if (minMaturity === null || grant === undefined || grant.breakGlass || hasEnded(grant, yes.at))
    return false;
  const { digests, expiresAt } = grant;
  return (
    isAtLeast(yes.minMaturity, minMaturity) &&
    grant.without.every((capability) => terms.without.includes(capability)) &&
    (digests === null || (yes.digests ?? []).every((digest) => digests.includes(digest))) &&
    (!terms.isEndAsked ||
      expiresAt === null ||
      (terms.expiresAt !== null && Date.parse(expiresAt) >= Date.parse(terms.expiresAt)))
  );
}

function hasSameTerms(first: FirstReview, yes: Yes): boolean {
  return differences(first, yes).length === 0;
}

/**
 * The grant that both give: the first one's terms from now on. @throws as `yesToEntry`, and `transition-refused` where
 * its end has passed meanwhile
 */
export function seconded(what: string, first: FirstReview, yes: Yes): Grant {
  if (isSameActor(first.by, yes.by)) {
    throw new DomainError(
      'reviewer-refused',
      `${yes.by} has said yes to ${what} already; the second has to be another person`,
      { hint: `Two people decide here: ${yes.twoReviewers.join('; ')}.` },
    );
  }
  const differing = differences(first, yes);
  if (differing.length > 0) {
    throw new DomainError(
      'transition-refused',
      `${what} waits for a second yes to what ${first.by} approved, and this differs: ${differing.join('; ')}`,
      { hint: `Give the same terms, or have ${first.by} review it anew, or reject it.` },
    );
  }
  const { expiresAt } = first.grant;
  if (hasEnded(first.grant, yes.at)) {
    throw new DomainError(
      'transition-refused',
      `${first.by} approved ${what} until ${expiresAt}, which has passed`,
      { hint: `Have ${first.by} review it anew.` },
    );
  }
  return {
    ...first.grant,
    grantedAt: yes.at,
    by: [first.by, yes.by],
    reason: yes.terms.reason ?? first.grant.reason,
  };
}

function differences({ minMaturity, grant }: FirstReview, yes: Yes): string[] {
  const { terms } = yes;
  const asked: [name: string, first: unknown, second: unknown][] = [
    ['maturity', minMaturity, yes.minMaturity],
    ['end', grant.expiresAt, terms.isEndAsked ? terms.expiresAt : grant.expiresAt],
    ['withheld capabilities', grant.without, terms.without],
    ['break-glass', grant.breakGlass, terms.breakGlass],
    ['files', grant.digests, yes.digests],
  ];
  return asked
    .filter(([, first, second]) => JSON.stringify(first) !== JSON.stringify(second))
    .map(([name, first, second]) => `${name} ${shown(first)} and now ${shown(second)}`);
}

function shown(value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.slice(0, 5).join(', ');
  return String(value);
}
