import { wordsOf } from './forms';
import type { PopularNames } from './popular-names';

/**
 * Short names lie close together by chance: a name of four letters has about 200 neighbours, and many are taken in
 * good faith. The shorter the name, the more popular it must be before nearness means anything.
 */
const RANK_BY_LENGTH: readonly number[] = [0, 0, 0, 0, 150, 600, 2_000, 5_000];
/** So popular that even a slip in a short word of the name is more likely meant than chance. */
const BEST_KNOWN = 300;
const LEAST_WORD = 4;

/** Whether one slip away from this popular name is worth a word. */
export function isWorth(popular: PopularNames, name: string, target: string): boolean {
  const rank = popular.rankOf(target) ?? Infinity;
  const shorter = Math.min(name.length, target.length);
  if (shorter < LEAST_WORD || rank > (RANK_BY_LENGTH[shorter] ?? Infinity)) return false;
  return rank <= BEST_KNOWN || longestOther(name, target) >= LEAST_WORD;
}

/** Families (`pytest-cov`, `pytest-env`) share words; what counts is the word in which they differ. */
function longestOther(name: string, target: string): number {
  const [left, right] = [wordsOf(name), wordsOf(target)];
  if (left.length !== right.length) return Infinity;
  const others = left.filter((word, index) => word !== right[index]);
  return Math.max(0, ...others.map((word) => word.length));
}
