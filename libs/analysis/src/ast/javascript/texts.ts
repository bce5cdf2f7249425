import { UNKNOWN_PART } from '../../facts/signal';

/** Texts that an expression may give; more than this many alternatives or characters are not followed. */
const MAX_ALTERNATIVES = 6;
const MAX_LENGTH = 200_000;

export function known(texts: string[] | undefined, isLoose: boolean): string[] {
  return texts !== undefined && texts.length > 0 ? texts : isLoose ? [UNKNOWN_PART] : [];
}

export function product(left: readonly string[], right: readonly string[]): string[] {
  return capped(left.flatMap((a) => right.map((b) => (a + b).slice(0, MAX_LENGTH))));
}

export function capped(texts: readonly string[]): string[] {
  return texts.slice(0, MAX_ALTERNATIVES);
}
