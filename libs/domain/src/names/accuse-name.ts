import { printable } from '../errors';
import type { Ecosystem } from '../package';
import type { Accusation } from './accusation';
import { NO_INTERNAL_NAMES, type InternalNames } from './internal-names';
import type { Kind, Suspicion } from './kind';
import { dependencyConfusion, IMITATIONS } from './kinds';
import type { PopularNames } from './popular-names';
import { LONGEST_NAME, subjectOf } from './subject';
import { isWorth } from './worth';

export interface NameQuestion {
  readonly ecosystem: Ecosystem;
  /** As somebody typed it; it need not be legal. */
  readonly name: string;
  /** Of the same ecosystem. */
  readonly popular: PopularNames;
  readonly internal?: InternalNames;
}

/**
 * Whom a name imitates, most popular first, each target once. An established name imitates nobody, and neither does a
 * name under an established scope, where only the scope's owner can publish; what the operator declares to be internal
 * is said of those too. No accusation does not mean that a name is good.
 */
export function accuseName({
  ecosystem,
  name,
  popular,
  internal = NO_INTERNAL_NAMES,
}: NameQuestion): Accusation[] {
  if (name === '' || name.length > LONGEST_NAME) return [];
  const subject = subjectOf(ecosystem, name);
  const isOwn = subject.scope !== undefined && popular.sizeOfScope(subject.scope) > 0;
  const isEstablished = subject.isAscii && (popular.rankOf(name) !== undefined || isOwn);
  const near = isEstablished || subject.scope !== undefined ? [] : popular.near(subject.name);
  const suspicion: Suspicion = {
    subject,
    popular,
    internal,
    near: near.filter((target) => isWorth(popular, subject.name, popular.fold(target))),
  };
  const kinds = isEstablished ? [dependencyConfusion] : [dependencyConfusion, ...IMITATIONS];
  return inOrder(kinds, suspicion);
}

function inOrder(kinds: readonly Kind[], suspicion: Suspicion): Accusation[] {
  const byTarget = new Map<string, Accusation>();
  for (const { kind, find } of kinds)
    for (const { target, text } of find(suspicion))
      if (!byTarget.has(target)) byTarget.set(target, { kind, target, text: printable(text, 400) });
  // An internal name has no rank and goes first: the operator has said so, nothing was guessed.
  const rank = ({ kind, target }: Accusation): number =>
    kind === 'dependency-confusion' ? 0 : (suspicion.popular.rankOf(target) ?? 0);
  return [...byTarget.values()].sort((a, b) => rank(a) - rank(b));
}
