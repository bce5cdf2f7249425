import { createHash } from 'node:crypto';
import { printable } from '@sallyport/domain';

const MAX = 240;
/** Longer than this is not made printable, only digested. */
const MAX_LOOKED_AT = 2_000;

/** Printable and short, and equal where the texts are: what is cut off is in a digest at the end. */
export function equalText(text: string): string {
  const shown = wellFormed(printable(text.slice(0, MAX_LOOKED_AT), MAX_LOOKED_AT));
  if (text.length <= MAX_LOOKED_AT && shown.length <= MAX) return shown;
  return `${wellFormed(shown.slice(0, MAX - 40))}… ${shortDigest(text)}`;
}

/** Half of a surrogate pair is no text; PostgreSQL's jsonb refuses it. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** 32 hex digits: 128 bits, which nobody finds a second text for. */
function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The same in every version: the version itself is left out. Too short a version would be found in other words. */
export function withoutVersion(text: string, version: string | undefined): string {
  return version === undefined || version.length < 3 ? text : text.replaceAll(version, '*');
}
