import type { Actor } from '../../actor/actor';
import { DomainError } from '../../errors';

/** What somebody may want to do in a review; the kinds of actor that may. The credentials say who is of which kind. */
const MAY = {
  request: ['person', 'agent', 'service'],
  comment: ['person', 'agent', 'service'],
  approve: ['person'],
  reject: ['person'],
  revoke: ['person'],
  /** Services: malware reports. */
  ban: ['person', 'service'],
  unban: ['person'],
  except: ['person'],
  /** By policy, after a scan; and when time is up. */
  inherit: ['service'],
  expire: ['service'],
} as const satisfies Readonly<Record<string, readonly Actor['kind'][]>>;
export type ReviewAction = keyof typeof MAY;
export const WHO_MAY: Readonly<Record<ReviewAction, readonly Actor['kind'][]>> = MAY;

/** As it is written into grants and entries. */
export function actorText({ kind, id }: Actor): string {
  return `${kind}:${id}`;
}

/** Ids are recorded as given, and nobody becomes a second person by another capital. */
export function isSameActor(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** @throws DomainError `reviewer-refused` */
export function assertMay(action: ReviewAction, actor: Actor): void {
  if (WHO_MAY[action].includes(actor.kind)) return;
  throw new DomainError(
    'reviewer-refused',
    `${actorText(actor)} is a${actor.kind === 'agent' ? 'n' : ''} ${actor.kind} and may not ${action}`,
    { hint: `Who may: ${WHO_MAY[action].join(', ')}.` },
  );
}

/**
 * Whoever asked may not say yes, break-glass included. `what` names what was asked for.
 * @throws DomainError `reviewer-refused`
 */
export function assertNotRequester(
  reviewer: string,
  requesters: readonly (string | undefined)[],
  what: string,
): void {
  if (!requesters.some((requester) => requester !== undefined && isSameActor(requester, reviewer))) return;
  throw new DomainError('reviewer-refused', `${reviewer} asked for ${what} and may not approve it`, {
    hint: 'Have another person review it.',
  });
}
