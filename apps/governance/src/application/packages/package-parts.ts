import {
  applyTransition,
  describePackage,
  DomainError,
  type Actor,
  type ApprovalState,
  type PackageId,
  type RegistryEntry,
  type Transition,
} from '@sallyport/domain';
import type { ChangePart, Present } from '../ports/registry-store';

export interface PackageAct {
  packages: readonly PackageId[];
  /** What is to happen to each; undefined: nothing has to. */
  transition: Transition | ((id: PackageId, entry: RegistryEntry | undefined) => Transition | undefined);
  actor: Actor;
  at: string;
  note?: string | undefined;
  requestId?: string | undefined;
}

const NAMED_REFUSALS = 20;

/**
 * One part for each package that changes. If one package refuses the transition the whole act is refused,
 * naming all that do.
 * @throws DomainError `transition-refused`, `ban-not-found`, what `transition` throws
 */
export function packageParts(act: PackageAct, present: Present): ChangePart[] {
  const parts: ChangePart[] = [];
  const refusals: DomainError[] = [];
  for (const id of act.packages) {
    try {
      const part = packagePart(act, id, present.entryOf(id));
      if (part !== undefined) parts.push(part);
    } catch (cause) {
      if (!DomainError.is(cause)) throw cause;
      refusals.push(cause);
    }
  }
  refuse(refusals, act.packages.length);
  return parts;
}

function packagePart(
  act: PackageAct,
  id: PackageId,
  before: RegistryEntry | undefined,
): ChangePart | undefined {
  const transition = typeof act.transition === 'function' ? act.transition(id, before) : act.transition;
  if (transition === undefined) return undefined;
  const entry = applyTransition(id, before, transition);
  if (entry === undefined) return undefined;
  return {
    kind: 'package',
    action: transition.action,
    ecosystem: id.ecosystem,
    name: id.name,
    version: id.version,
    entry,
    actor: act.actor,
    at: act.at,
    ...(act.requestId === undefined ? {} : { requestId: act.requestId }),
    ...(act.note === undefined ? {} : { note: act.note }),
  };
}

/**
 * The same for a whole request of which some packages may have moved on by other ways: those that are not in
 * `from` any more stay as they are, but if none is, there is nothing to act on.
 */
export function packagePartsFrom(
  from: ApprovalState,
  act: PackageAct & { transition: Transition },
  present: Present,
): ChangePart[] {
  const packages = act.packages.filter((id) => present.entryOf(id)?.approval === from);
  if (packages.length === 0) {
    throw new DomainError(
      'transition-refused',
      `No package of the request ${act.requestId ?? ''} is "${from}", so none can be ${act.transition.action === 'reject' ? 'rejected' : 'revoked'}`,
    );
  }
  return packageParts({ ...act, packages }, present);
}

/** One error for all that refuse, naming the first ones. Nothing happens where nobody does. */
export function refuse(refusals: readonly DomainError[], of: number): void {
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

/** At most twenty, and how many more. */
export function namePackages(packages: readonly PackageId[]): string {
  const named = packages.slice(0, NAMED_REFUSALS).map(describePackage).join(', ');
  return packages.length > NAMED_REFUSALS ? `${named} and ${packages.length - NAMED_REFUSALS} more` : named;
}
