import type { Layer } from './decoders';

/** Bounds of working out what hidden code is, the same for every language. Beyond them it counts as made unreadable. */

/** Text evaluated by text evaluated by text … is followed this far, and until this many characters are read. */
export const MAX_NESTING = 8;
export const MAX_NESTED = 4 * 1024 * 1024;
/** Steps for a file: the author chooses how many there are to take. About a second. */
export const FUEL = 6_000_000;
/** For one question, so that none takes what the others need. */
export const FUEL_EACH = 1_500_000;
/** Set aside for what a verdict rests on: a large bundle spends what there is on names of its own. */
export const RESERVE = 2 * FUEL_EACH;
/** Of one expression inside another, and of calls inside calls: the stack is bounded. */
export const MAX_DEPTH = 80;
export const MAX_CALLS = 16;
/** Layers that one value is said to have. */
const MAX_LAYERS = 8;

/** Undone so that a text could be read, as a finding says it; undefined where nothing hid it. */
export function undone(layers: readonly Layer[], line: number): string | undefined {
  return layers.length === 0 ? undefined : `decoded from ${layers.join(', ')} at line ${line}`;
}

/** One more layer of a value. Once for each character is once. */
export function noted(layers: Layer[], layer: Layer): void {
  if (layers.at(-1) === layer || layers.length >= MAX_LAYERS) return;
  if (/^(?:character codes|xor|joined parts)$/.test(layer) && layers.includes(layer)) return;
  layers.push(layer);
}
