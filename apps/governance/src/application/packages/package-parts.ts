import {
  applyTransition,
  DomainError,
  type Action,
  type Actor,
  type ApprovalState,
  type PackageId,
  type Transition,
} from '@sallyport/domain';
import type { ChangePart, Present } from '../ports/registry-store';

export interface PackageAct {
  packages: readonly PackageId[];
  transition: Transition & { action: Action };
  actor: Actor;
  at: string;
  note?: string | undefined;
  requestId?: string | undefined;
}

const NAMED_REFUSALS = 20;

/**
 * One part for each package that changes. If one package refuses the transition the whole act is refused,
 * naming all that do.
 * @throws DomainError `transition-refused`, `ban-not-found`
 */
export function packageParts(act: PackageAct, present: Present): ChangePart[] {
  const parts: ChangePart[] = [];
  const refusals: DomainError[] = [];
  for (const id of act.packages) {
    try {
      const entry = applyTransition(id, present.entryOf(id), act.transition);
      if (entry === undefined) continue;
      parts.push({
        kind: 'package',
        action: act.transition.action,
        ecosystem: id.ecosystem,
        name: id.name,
        version: id.version,
        entry,
        actor: act.actor,
        at: act.at,
        ...(act.requestId === undefined ? {} : { requestId: act.requestId }),
        ...(act.note === undefined ? {} : { note: act.note }),
      });
    } catch (cause) {
      if (!DomainError.is(cause)) throw cause;
      refusals.push(cause);
    }
  }
  refuse(refusals, act.packages.length);
  return parts;
}

/**
 * The same for a whole request of which some packages may have moved on by other ways: those that are not in
 * `from` any more stay as they are, but if none is, there is nothing to act on.
 */
export function packagePartsFrom(from: ApprovalState, act: PackageAct, present: Present): ChangePart[] {
  const packages = act.packages.filter((id) => present.entryOf(id)?.approval === from);
  if (packages.length === 0) {
    throw new DomainError(
      'transition-refused',
      `No package of the request ${act.requestId ?? ''} is "${from}", so none can be ${act.transition.action === 'reject' ? 'rejected' : 'revoked'}`,
    );
  }
  return packageParts({ ...act, packages }, present);
}

function refuse(refusals: readonly DomainError[], of: number): void {
  const [first, ...others] = refusals;
  if (first === undefined) return;
  if (others.length === 0) throw first;
  throw new DomainError(first.code, `${first.message}, and ${others.length} more of ${of} packages refuse`, {
    hint: first.hint,
    details: {
      refusals: refusals.slice(0, NAMED_REFUSALS).map(({ message }) => message),
      count: refusals.length,
    },
  });
}
