// Looked up once: in a test, a global is behind a proxy, and these are called a million times.
const { floor, imul } = Math;

/** Chance that is the same in every run: a stream of numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const char of seed) state = imul(state ^ char.codePointAt(0)!, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** So many members, in an order that the seed decides. */
export function drawn<T>(all: readonly T[], count: number, next: () => number): T[] {
  const left = [...all];
  const taken: T[] = [];
  while (taken.length < count && left.length > 0) taken.push(...left.splice(floor(next() * left.length), 1));
  return taken;
}
