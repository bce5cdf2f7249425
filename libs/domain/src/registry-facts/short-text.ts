import { printable } from '../errors';
import { MAX_FACT_LIST, MAX_FACT_TEXT } from './fact';

/** `printable` says how long a text was where it cuts it; so much room it needs. */
const ROOM = 40;

/** Foreign text as it is kept: without control characters and credentials, and bounded. null stays null, and nothing becomes null. */
export function shortText(text: string | null): string | null {
  const trimmed = text?.slice(0, 10_000).trim() ?? '';
  // Escapes make a text longer.
  return trimmed === '' ? null : printable(trimmed, MAX_FACT_TEXT - ROOM).slice(0, MAX_FACT_TEXT);
}

/** The first few of foreign names, in their order, each once. */
export function shortList(names: readonly string[]): string[] {
  const kept = new Set<string>();
  for (const name of names) {
    const text = shortText(name);
    if (text !== null) kept.add(text);
    if (kept.size === MAX_FACT_LIST) break;
  }
  return [...kept];
}
