import { MAX_DEPTH } from './limits';
import { Refusal } from './refusal';

/** @throws Refusal `too-large` (bytes or depth), `malformed` */
export function parseBoundedJson(text: string, maxBytes: number): unknown {
  // Characters first: counting the bytes of an endless text is work already.
  if (text.length > maxBytes || Buffer.byteLength(text) > maxBytes) {
    throw new Refusal('too-large', `It is larger than ${maxBytes} bytes`);
  }
  if (isDeeperThan(text, MAX_DEPTH)) {
    throw new Refusal('too-large', `It is nested deeper than ${MAX_DEPTH} levels`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Refusal('malformed', 'It is not JSON', cause);
  }
}

/** Looks at the text and not at the value, since it is the walk over a deep value that harms. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      if (++depth > limit) return true;
    } else if (character === '}' || character === ']') depth--;
  }
  return false;
}
