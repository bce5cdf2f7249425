/**
 * Makes foreign text safe to print: credentials inside URLs go, control characters and bidirectional
 * overrides (which can hide or forge terminal output) become visible escapes, and length is bounded.
 */
export function printable(text: string, maxLength = 200): string {
  const bounded = text.length > maxLength ? `${text.slice(0, maxLength)}… (${text.length} characters)` : text;
  return bounded.replace(/(\w[\w+.-]*:\/\/)[^\s/@]+@/g, '$1***@').replace(
    // eslint-disable-next-line no-control-regex -- control characters are exactly what must go
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
