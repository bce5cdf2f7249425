/**
 * A sketch of a text: one-permutation MinHash (Li, Owen and Zhang, NIPS 2012) over its shingles, of which one byte for
 * each bin is kept (b-bit minwise hashing, Li and König, WWW 2010). Equal bins estimate which share of shingles two texts
 * have in common. 0: nothing fell into the bin.
 */
export const SKETCH_BINS = 32;

/** Bins that both have filled, below which nothing is said. */
const LEAST_BINS = 8;
/** Two unrelated texts of one language share some turns of phrase; with 32 bins 0.3 is four deviations above 0.05. */
const RESEMBLES_FROM = 0.3;

export function sketchText(bins: Uint8Array): string {
  return Buffer.from(bins).toString('base64');
}

/** Estimated share of shingles in common, 0 to 1; undefined: too little to say. Sketches are of base64. */
export function resemblance(a: string, b: string): number | undefined {
  const [left, right] = [Buffer.from(a, 'base64'), Buffer.from(b, 'base64')];
  if (left.length !== SKETCH_BINS || right.length !== SKETCH_BINS) return undefined;
  let filled = 0;
  let equal = 0;
  for (let bin = 0; bin < SKETCH_BINS; bin += 1) {
    if (left[bin] === 0 || right[bin] === 0) continue;
    filled += 1;
    if (left[bin] === right[bin]) equal += 1;
  }
  if (filled < LEAST_BINS) return undefined;
  // One in 255 bins is equal by chance.
  return Math.max(0, (equal / filled - 1 / 255) / (1 - 1 / 255));
}

export function resembles(a: string, b: string): boolean {
  return (resemblance(a, b) ?? 0) >= RESEMBLES_FROM;
}
