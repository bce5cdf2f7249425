import { normalizeName } from '@sallyport/domain';

export interface Pin {
  name: string;
  version: string;
  /** Normalised names of the packages that ask for it. */
  askedBy: string[];
}

const PIN = /^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;#]+)/;
const VIA = /^\s+#(?: via)?\s*(\S.*)?$/;

/**
 * Reads `uv pip compile --annotation-style split`: a pin a line, and below it who asks for it.
 * `-r FILE` is the request itself.
 */
export function readAnnotatedPins(text: string): Pin[] {
  const pins: Pin[] = [];
  for (const line of text.split('\n')) {
    const pin = PIN.exec(line);
    if (pin) {
      pins.push({ name: normalizeName('pypi', pin[1]), version: pin[2] as string, askedBy: [] });
      continue;
    }
    const via = VIA.exec(line)?.[1]?.trim();
    if (via !== undefined && !via.startsWith('-'))
      pins.at(-1)?.askedBy.push(normalizeName('pypi', via.replace(/\[.*$/, '')));
  }
  return pins;
}
