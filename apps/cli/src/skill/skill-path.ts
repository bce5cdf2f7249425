import { resolve } from 'node:path';
import type { Surroundings } from '../surroundings';

/**
 * Whether the words of `scan` name a skill on this machine: one word that looks like a path, or is the name of a
 * folder or file that is there. `npm` and `express` are requirements unless somebody has a folder of that name and
 * names nothing else.
 */
export function skillPathOf(
  words: readonly string[],
  ecosystem: string | undefined,
  around: Surroundings,
): string | undefined {
  const [word] = words;
  if (word === undefined || words.length > 1 || ecosystem !== undefined) return undefined;
  const path = resolve(around.cwd, word);
  if (/^(?:\.{1,2}$|\.{0,2}\/)/.test(word)) return path;
  if (/^[a-z]+:|@/i.test(word)) return undefined;
  return around.namesIn(path) !== undefined || around.exists(path) ? path : undefined;
}
