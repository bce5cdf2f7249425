import { DomainError } from '../errors';
import type { MinMaturity } from '../agent/maturity';
import { describePackage, type PackageCoordinates } from '../package/package-id';
import type { FirstReview, Grant } from './grant';
import type { ApprovalState, RegistryEntry } from './state';

export const ACTIONS = [
  'request',
  'approve',
  'second',
  'inherit',
  'reject',
  'revoke',
  'expire',
  'ban',
  'unban',
] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * state x action -> next state; null = refused. The present state again is no change of state and no error.
 * `approve` is a decision that needs nobody else; the first yes of two leads to `requested`, see `FIRST_YES`.
 * Bans lie beside the approval: they leave it as it is, whatever it is.
 */
export const APPROVAL_TRANSITIONS: Readonly<
  Record<ApprovalState, Readonly<Record<Action, ApprovalState | null>>>
> = {
  none: {
    request: 'requested',
    approve: 'approved',
    second: null,
    inherit: 'approved',
    reject: null,
    revoke: null,
    expire: null,
    ban: 'none',
    unban: 'none',
  },
  requested: {
    request: 'requested',
    approve: 'approved',
    second: 'approved',
    inherit: 'approved',
    reject: 'rejected',
    revoke: null,
    expire: null,
    ban: 'requested',
    unban: 'requested',
  },
  approved: {
    request: 'approved',
    approve: 'approved',
    second: null,
    inherit: null,
    reject: null,
    revoke: 'revoked',
    expire: 'expired',
    ban: 'approved',
    unban: 'approved',
  },
  // What a person refused or took back is never approved again by itself.
  rejected: {
    request: 'requested',
    approve: 'approved',
    second: null,
    inherit: null,
    reject: null,
    revoke: null,
    expire: null,
    ban: 'rejected',
    unban: 'rejected',
  },
  revoked: {
    request: 'requested',
    approve: 'approved',
    second: null,
    inherit: null,
    reject: null,
    revoke: null,
    expire: null,
    ban: 'revoked',
    unban: 'revoked',
  },
  expired: {
    request: 'requested',
    approve: 'approved',
    second: null,
    inherit: null,
    reject: null,
    revoke: null,
    expire: null,
    ban: 'expired',
    unban: 'expired',
  },
};

/** Where the first of two reviewers' yes leads; null = refused. */
export const FIRST_YES: Readonly<Record<ApprovalState, 'requested' | null>> = {
  none: 'requested',
  requested: 'requested',
  // It would have to stop being approved until the second one comes, or be two things at once.
  approved: null,
  rejected: 'requested',
  revoked: 'requested',
  expired: 'requested',
};

/** A banned version takes none of these: lift the ban first. A request is taken, and leaves the ban as it is. */
export const REFUSED_WHILE_BANNED: readonly Action[] = ['approve', 'second', 'inherit'];

export type Transition =
  | { action: 'request'; by?: string | undefined }
  | { action: 'reject' | 'revoke' }
  /** `at`: ISO 8601. Refused where the approval has no end, or one that lies ahead. */
  | { action: 'expire'; at: string }
  | { action: 'approve' | 'second' | 'inherit'; minMaturity: MinMaturity; grant?: Grant | undefined }
  /** The first yes of two. */
  | { action: 'approve'; firstReview: FirstReview }
  | { action: 'ban'; reason: string }
  | { action: 'unban' };

const NEW_ENTRY: RegistryEntry = { approval: 'none', minMaturity: null, banReason: null };

/**
 * The entry after a transition, or undefined where nothing changes.
 * @throws DomainError `transition-refused`, `ban-not-found`
 */
export function applyTransition(
  id: PackageCoordinates,
  entry: RegistryEntry | undefined,
  transition: Transition,
): RegistryEntry | undefined {
  const current = entry ?? NEW_ENTRY;
  refuseWhileBanned(id, current, transition.action);
  const next = nextState(id, current.approval, transition);
  switch (transition.action) {
    case 'ban':
      return current.banReason === transition.reason
        ? undefined
        : { ...current, banReason: transition.reason };
    case 'unban':
      if (current.banReason === null)
        throw new DomainError('ban-not-found', `${describePackage(id)} is not banned`);
      return { ...current, banReason: null };
    case 'request':
      return next === current.approval ? undefined : without(current, next, transition.by);
    case 'reject':
    case 'revoke':
      return without(current, next);
    case 'expire':
      refuseToEndEarly(id, current, transition.at);
      return without(current, next);
    case 'approve':
    case 'second':
    case 'inherit':
      return 'firstReview' in transition
        ? { ...without(current, next), firstReview: transition.firstReview }
        : approved(current, transition);
  }
}

function refuseWhileBanned(id: PackageCoordinates, { banReason }: RegistryEntry, action: Action): void {
  if (banReason === null || !REFUSED_WHILE_BANNED.includes(action)) return;
  throw new DomainError(
    'transition-refused',
    `${describePackage(id)} is banned (${banReason}) and cannot be ${PAST_TENSE[action]}`,
    { hint: 'Lift the ban first; an approval never does.' },
  );
}

function nextState(id: PackageCoordinates, state: ApprovalState, transition: Transition): ApprovalState {
  const isFirstYes = 'firstReview' in transition;
  const next = isFirstYes ? FIRST_YES[state] : APPROVAL_TRANSITIONS[state][transition.action];
  if (next !== null) return next;
  const asked = isFirstYes ? 'put to a second reviewer' : PAST_TENSE[transition.action];
  throw new DomainError('transition-refused', `${describePackage(id)} is "${state}" and cannot be ${asked}`, {
    hint: `From "${state}" one can: ${possibleActions(state).join(', ')}.`,
  });
}

/** A sweeper's clock must not end what still holds. */
function refuseToEndEarly(id: PackageCoordinates, { grant }: RegistryEntry, at: string): void {
  if (grant?.expiresAt && Date.parse(grant.expiresAt) <= Date.parse(at)) return;
  throw new DomainError(
    'transition-refused',
    `${describePackage(id)} is approved ${grant?.expiresAt ? `until ${grant.expiresAt}` : 'without an end'}, so it has not expired`,
    { hint: 'Revoke it to end it now.' },
  );
}

/** Nothing of an approval is left, but who asked stays: they may not approve it later either. */
function without(
  { banReason, requestedBy }: RegistryEntry,
  approval: ApprovalState,
  by: string | undefined = requestedBy,
): RegistryEntry {
  return { approval, minMaturity: null, banReason, ...(by === undefined ? {} : { requestedBy: by }) };
}

function approved(
  current: RegistryEntry,
  { minMaturity, grant }: { minMaturity: MinMaturity; grant?: Grant | undefined },
): RegistryEntry | undefined {
  const isSame =
    current.approval === 'approved' &&
    current.minMaturity === minMaturity &&
    JSON.stringify(current.grant) === JSON.stringify(grant);
  if (isSame) return undefined;
  return { ...without(current, 'approved'), minMaturity, ...(grant === undefined ? {} : { grant }) };
}

const PAST_TENSE: Readonly<Record<Action, string>> = {
  request: 'requested',
  approve: 'approved',
  second: 'approved by a second reviewer',
  inherit: 'approved by inheritance',
  reject: 'rejected',
  revoke: 'revoked',
  expire: 'expired',
  ban: 'banned',
  unban: 'unbanned',
};

function possibleActions(state: ApprovalState): string[] {
  return Object.entries(APPROVAL_TRANSITIONS[state])
    .filter(([, next]) => next !== null)
    .map(([action]) => action);
}
