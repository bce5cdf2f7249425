/** Distinct instants kept; the same few stand in thousands of decisions a second, and parsing one costs more than a rule. */
const KEPT = 4_096;
const known = new Map<string, number>();

/** Milliseconds since 1970; NaN where the text is no date, so that every comparison with it fails. */
export function instantOf(text: string): number {
  const kept = known.get(text);
  if (kept !== undefined) return kept;
  if (known.size >= KEPT) known.clear();
  const instant = Date.parse(text);
  known.set(text, instant);
  return instant;
}

/** An end that cannot be read has come. */
export function isOver(end: string, now: number): boolean {
  return !(now < instantOf(end));
}

export const HOUR = 3_600_000;
