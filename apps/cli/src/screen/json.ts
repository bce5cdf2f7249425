/**
 * One JSON document. Characters that could steer or forge a terminal leave as \u escapes:
 * the same value for a machine, harmless where a person looks at it.
 */
export function jsonDocument(value: unknown): string {
  const text = JSON.stringify(value, null, 2) ?? 'null';
  return `${text.replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}\n`;
}

/** JSON on one line, with spaces, so that a table can wrap it. */
export function jsonLine(value: unknown): string {
  return (JSON.stringify(value, null, 1) ?? 'null').replace(/\n\s*/g, ' ');
}
