/** Nothing in these means anything to a POSIX shell. */
const PLAIN = /^[A-Za-z0-9@%+:,./_=-]+$/;
const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;
const MAX_LENGTH = 512;

/**
 * One word of a command line that people copy: quoted, so that a foreign name runs nothing.
 * undefined where the text cannot be shown as it is, so that no command with it may be offered.
 */
export function shellWord(text: string): string | undefined {
  if (text.length > MAX_LENGTH || !PRINTABLE_ASCII.test(text)) return undefined;
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
