import { DomainError, normalizeName } from '@sallyport/domain';
import type { Certainty } from '../model/discovery';
import { entryOf } from '../tables/python-modules';
import { standingOf } from '../tables/python-standard-library';

export type ResolvedModule =
  | { kind: 'standard'; note?: string }
  | { kind: 'package'; name: string; certainty: Certainty }
  | { kind: 'ambiguous'; candidates: readonly string[] }
  | { kind: 'unknown' };

/** What is asked besides the module itself. */
export interface Knowledge {
  /** Whether a manifest or lock of the skill names this distribution (normalised). */
  isDeclared(distribution: string): boolean;
  /** Minor versions of Python 3 that the skill may run on. */
  versions: { from: number; to: number };
}

/** Which distribution of PyPI gives a module that the skill itself does not have. */
export function resolveModule(module: string, { isDeclared, versions }: Knowledge): ResolvedModule {
  const standing = standingOf(module, versions);
  if (standing.kind === 'standard') return { kind: 'standard' };
  if (standing.kind === 'partly') return { kind: 'standard', note: standing.text };
  if (standing.kind === 'removed') {
    const declared = standing.replacements.find(isDeclared);
    if (declared !== undefined) return { kind: 'package', name: declared, certainty: 'declared' };
    const [only] = standing.replacements;
    return standing.replacements.length === 1 && only !== undefined
      ? { kind: 'package', name: only, certainty: 'known' }
      : { kind: 'ambiguous', candidates: standing.replacements };
  }
  const entry = entryOf(module);
  if (entry !== undefined) {
    const declared = entry.distributions.find(isDeclared);
    if (declared !== undefined) return { kind: 'package', name: declared, certainty: 'declared' };
    const own = declaredAs(module, isDeclared);
    if (own !== undefined) return { kind: 'package', name: own, certainty: 'declared' };
    return entry.kind === 'known'
      ? { kind: 'package', name: entry.distributions[0], certainty: 'known' }
      : { kind: 'ambiguous', candidates: entry.distributions };
  }
  const declared = declaredAs(module, isDeclared);
  if (declared !== undefined) return { kind: 'package', name: declared, certainty: 'declared' };
  const name = nameOrNothing(module.split('.', 1)[0] as string);
  return name === undefined ? { kind: 'unknown' } : { kind: 'package', name, certainty: 'assumed' };
}

/** `import a.b` with `a-b` in a manifest: the longest such name; else the usual ways to call a package of `a`. */
function declaredAs(module: string, isDeclared: (distribution: string) => boolean): string | undefined {
  const parts = module.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const name = nameOrNothing(parts.slice(0, length).join('-'));
    if (name !== undefined && isDeclared(name)) return name;
  }
  const top = nameOrNothing(parts[0] as string);
  if (top === undefined) return undefined;
  return [`python-${top}`, `py${top}`, `py-${top}`, `${top}-python`, `${top}-py`, `${top}-sdk`].find(
    isDeclared,
  );
}

function nameOrNothing(text: string): string | undefined {
  try {
    return normalizeName('pypi', text);
  } catch (cause) {
    if (DomainError.is(cause)) return undefined;
    throw cause;
  }
}
