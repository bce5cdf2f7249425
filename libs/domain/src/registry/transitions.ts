import { DomainError } from '../errors';
import type { MinMaturity } from '../agent/maturity';
import { describePackage, type PackageCoordinates } from '../package/package-id';
import type { ApprovalState, RegistryEntry } from './state';

export const ACTIONS = ['request', 'approve', 'reject', 'revoke', 'ban', 'unban'] as const;
export type Action = (typeof ACTIONS)[number];
type ApprovalAction = Exclude<Action, 'ban' | 'unban'>;

/** state x action -> next state; null = refused. `same` as the present state means: nothing changes, and that is no error. */
export const APPROVAL_TRANSITIONS: Readonly<
  Record<ApprovalState, Readonly<Record<ApprovalAction, ApprovalState | null>>>
> = {
  none: { request: 'requested', approve: 'approved', reject: null, revoke: null },
  requested: { request: 'requested', approve: 'approved', reject: 'rejected', revoke: null },
  approved: { request: 'approved', approve: 'approved', reject: null, revoke: 'revoked' },
  rejected: { request: 'requested', approve: 'approved', reject: null, revoke: null },
  revoked: { request: 'requested', approve: 'approved', reject: null, revoke: null },
};

export type Transition =
  | { action: 'request' | 'reject' | 'revoke' }
  | { action: 'approve'; minMaturity: MinMaturity }
  | { action: 'ban'; reason: string }
  | { action: 'unban' };

const NEW_ENTRY: RegistryEntry = { approval: 'none', minMaturity: null, banReason: null };

/**
 * The entry after a transition, or undefined where nothing changes.
 * A banned version takes no approval and no request changes its ban: lift the ban first.
 * @throws DomainError `transition-refused`, `ban-not-found`
 */
export function applyTransition(
  id: PackageCoordinates,
  entry: RegistryEntry | undefined,
  transition: Transition,
): RegistryEntry | undefined {
  const current = entry ?? NEW_ENTRY;
  switch (transition.action) {
    case 'ban':
      return current.banReason === transition.reason
        ? undefined
        : { ...current, banReason: transition.reason };
    case 'unban':
      if (current.banReason === null) {
        throw new DomainError('ban-not-found', `${describePackage(id)} is not banned`);
      }
      return { ...current, banReason: null };
    default:
      return applyApproval(id, current, transition);
  }
}

function applyApproval(
  id: PackageCoordinates,
  current: RegistryEntry,
  transition: Exclude<Transition, { action: 'ban' | 'unban' }>,
): RegistryEntry | undefined {
  const { action } = transition;
  if (current.banReason !== null && action === 'approve') {
    throw new DomainError(
      'transition-refused',
      `${describePackage(id)} is banned (${current.banReason}) and cannot be approved`,
      {
        hint: 'Lift the ban first; an approval never does.',
      },
    );
  }
  const next = APPROVAL_TRANSITIONS[current.approval][action];
  if (next === null) {
    throw new DomainError(
      'transition-refused',
      `${describePackage(id)} is "${current.approval}" and cannot be ${PAST_TENSE[action]}`,
      {
        hint: `From "${current.approval}" one can: ${possibleActions(current.approval).join(', ')}.`,
      },
    );
  }
  const minMaturity = nextMinMaturity(current, transition, next);
  if (next === current.approval && minMaturity === current.minMaturity) return undefined;
  return { ...current, approval: next, minMaturity };
}

function nextMinMaturity(
  current: RegistryEntry,
  transition: Transition,
  next: ApprovalState,
): MinMaturity | null {
  if (transition.action === 'approve') return transition.minMaturity;
  return next === 'approved' ? current.minMaturity : null;
}

const PAST_TENSE: Readonly<Record<ApprovalAction, string>> = {
  request: 'requested',
  approve: 'approved',
  reject: 'rejected',
  revoke: 'revoked',
};

function possibleActions(state: ApprovalState): string[] {
  return Object.entries(APPROVAL_TRANSITIONS[state])
    .filter(([, next]) => next !== null)
    .map(([action]) => action);
}
