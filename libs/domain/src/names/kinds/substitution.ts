import type { Kind } from '../kind';
import { sharedStart } from './one-less';

/** QWERTY; each row lies half a key to the right of the one above. */
const ROWS = ['1234567890-', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
/** Vowels are mixed up by ear, not by finger. */
const VOWELS = 'aeiouy';
/** From this length on, one letter is too little to tell names apart, wherever it lies on the keyboard. */
const LONG = 8;

/** `lofash`. */
export const substitution: Kind = {
  kind: 'substitution',
  find: ({ subject: { name }, popular, near }) =>
    near.flatMap((target) => {
      const pair = replaced(name, popular.fold(target));
      if (pair === undefined) return [];
      const [typed, meant] = pair;
      // `urllib2` and `urllib3`: the number is what the authors tell versions apart by.
      if (!/[a-z]/.test(typed) && !/[a-z]/.test(meant)) return [];
      const isNext = areNeighbours(typed, meant);
      if (!isNext && !(VOWELS.includes(typed) && VOWELS.includes(meant)) && name.length < LONG) return [];
      const where = isNext ? `, its neighbour on the keyboard, in place of` : ' in place of';
      return [{ target, text: `It is ${target} with "${typed}"${where} "${meant}".` }];
    }),
};

/** The one pair of characters in which two names differ. */
function replaced(name: string, target: string): readonly [string, string] | undefined {
  if (name.length !== target.length) return undefined;
  const at = sharedStart(name, target);
  const [typed, meant] = [name[at], target[at]];
  if (typed === undefined || meant === undefined) return undefined;
  return name.slice(at + 1) === target.slice(at + 1) ? [typed, meant] : undefined;
}

function areNeighbours(left: string, right: string): boolean {
  const [a, b] = [placeOf(left), placeOf(right)];
  if (a === undefined || b === undefined) return false;
  return Math.abs(a.row - b.row) <= 1 && Math.abs(a.column - b.column) <= 1;
}

function placeOf(key: string): { row: number; column: number } | undefined {
  const row = ROWS.findIndex((keys) => keys.includes(key));
  return row < 0 ? undefined : { row, column: (ROWS[row]?.indexOf(key) ?? 0) + row / 2 };
}
