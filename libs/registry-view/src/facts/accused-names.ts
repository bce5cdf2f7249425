import {
  accuseName,
  builtInPopularNames,
  type Accusation,
  type Ecosystem,
  type PopularNames,
} from '@sallyport/domain';

/** Names that agents ask for; each costs some microseconds, once. */
const KEPT = 50_000;
const NONE: readonly never[] = Object.freeze([]);

const popular = new Map<Ecosystem, PopularNames>();
const known = new Map<string, readonly Accusation[]>();

/**
 * What speaks against a name, by the built-in list of popular names: every replica and every local decision point has
 * the same, so that they decide alike. Remembered for good: it depends on nothing else.
 */
export function accusationsOf(ecosystem: Ecosystem, name: string): readonly Accusation[] {
  const key = `${ecosystem}:${name}`;
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  if (known.size >= KEPT) known.clear();
  const found = accuseName({ ecosystem, name, popular: popularOf(ecosystem) });
  const accusations = found.length === 0 ? NONE : Object.freeze(found);
  known.set(key, accusations);
  return accusations;
}

function popularOf(ecosystem: Ecosystem): PopularNames {
  let names = popular.get(ecosystem);
  if (names === undefined) popular.set(ecosystem, (names = builtInPopularNames(ecosystem)));
  return names;
}
