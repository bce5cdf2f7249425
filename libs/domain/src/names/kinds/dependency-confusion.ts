import { seenAs, skeletonOf } from '../confusables';
import { squashed } from '../forms';
import type { Kind } from '../kind';
import { scopeOf } from '../subject';

/**
 * `acme-billing`, where the operator says that it is theirs: a public registry that has it too wants to be asked in
 * place of the internal one. Holds for established names as well, since it is the operator who says so.
 */
export const dependencyConfusion: Kind = {
  kind: 'dependency-confusion',
  find: ({ subject, popular, internal }) => {
    const own = internal.scopes
      .map((scope) => popular.fold(scope.replace(/^@/, '').replace(/\/\*?$/, '')))
      .filter((scope) => scope !== '');
    const byScope =
      subject.scope !== undefined && own.includes(subject.scope)
        ? [{ target: `@${subject.scope}/*`, text: `Its scope is declared internal.` }]
        : [];
    const byName = internal.names
      .filter((name) => name !== '')
      .flatMap((target) => {
        const folded = popular.fold(target);
        if (folded === subject.name) return [{ target, text: `${target} is declared internal.` }];
        return imitates(subject.name, subject.raw, folded)
          ? [{ target, text: `It can be taken for ${target}, which is declared internal.` }]
          : [];
      });
    return [...byScope, ...byName];
  },
};

/** Other separators, the scope written into the name or left out, or characters of the same shape. */
function imitates(name: string, raw: string, target: string): boolean {
  const { scope, base } = scopeOf(target);
  if (scope !== undefined && scopeOf(name).scope === undefined && name === base) return true;
  return flat(seenAs(raw)) === flat(target) || flat(name) === flat(target);
}

const flat = (name: string): string => skeletonOf(squashed(name.replace(/^@/, '').replace('/', '')));
