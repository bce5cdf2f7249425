import type { Canary } from './canaries';
import { DECODINGS } from './decodings';

export interface Recognised {
  readonly place: string;
  /** Outermost first. */
  readonly encodings: readonly string[];
}

export interface Recognition {
  readonly found: readonly Recognised[];
  /** Not every reading was tried: nothing may be concluded from what was not found. */
  readonly isCutShort: boolean;
}

/** Encodings inside of encodings. */
const MAX_DEPTH = 4;
/** Readings of one text, and their characters together: a text may be made to have any number. */
const MAX_READINGS = 3_000;
const MAX_CHARACTERS = 8 * 1024 ** 2;
/** A part of a credential is the credential: what is left can be guessed, or comes with the next message. */
const PART = 16;

interface Reading {
  readonly text: string;
  readonly encodings: readonly string[];
}

/**
 * Looks for planted credentials in bytes, also encoded, packed, reversed or masked with one byte, and in each other. What
 * is really encrypted cannot be seen in here.
 */
export function recogniseCanaries(bytes: Buffer | string, canaries: readonly Canary[]): Recognition {
  const first =
    typeof bytes === 'string' ? Buffer.from(bytes, 'utf8').toString('latin1') : bytes.toString('latin1');
  const needles = canaries.map(({ place, token }) => ({ place, parts: partsOf(token) }));
  const found = new Map<string, Recognised>();
  const known = new Set([first]);
  const queue: Reading[] = [{ text: first, encodings: [] }];
  let characters = first.length;
  let isCutShort = false;
  for (let reading = queue.shift(); reading !== undefined; reading = queue.shift()) {
    for (const { place, encodings } of match(reading, needles)) {
      if (!found.has(place)) found.set(place, { place, encodings });
    }
    if (reading.encodings.length >= MAX_DEPTH) continue;
    for (const next of readingsOf(reading, () => (isCutShort = true))) {
      if (known.has(next.text)) continue;
      if (known.size >= MAX_READINGS || characters > MAX_CHARACTERS) {
        return { found: [...found.values()], isCutShort: true };
      }
      known.add(next.text);
      characters += next.text.length;
      queue.push(next);
    }
  }
  return { found: [...found.values()], isCutShort };
}

function readingsOf({ text, encodings }: Reading, cutShort: () => void): Reading[] {
  return DECODINGS.filter(({ name }) => !REPEATS_NOTHING.has(name) || !encodings.includes(name)).flatMap(
    ({ name, read }) =>
      read(text, cutShort)
        .filter((reading) => reading.length >= PART)
        .map((reading) => ({ text: reading, encodings: [...encodings, name] })),
  );
}

/** Done twice they are undone. */
const REPEATS_NOTHING = new Set(['reversed', 'rot13']);

interface Needle {
  place: string;
  parts: readonly string[];
}

function match({ text, encodings }: Reading, needles: readonly Needle[]): Recognised[] {
  const masked = differencesOf(text);
  return needles.flatMap(({ place, parts }) => {
    if (parts.some((part) => text.includes(part))) return [{ place, encodings }];
    if (parts.some((part) => masked.includes(differencesOf(part)))) {
      return [{ place, encodings: [...encodings, 'xor'] }];
    }
    return [];
  });
}

/** Beginning, middle and end. */
function partsOf(token: string): string[] {
  const middle = (token.length - PART) >> 1;
  return [...new Set([token.slice(0, PART), token.slice(middle, middle + PART), token.slice(-PART)])];
}

/** Each byte XOR the next: the same, whatever one byte all of them were masked with. */
function differencesOf(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const differences = Buffer.alloc(Math.max(0, bytes.length - 1));
  for (let at = 0; at < differences.length; at++)
    differences[at] = (bytes[at] as number) ^ (bytes[at + 1] as number);
  return differences.toString('latin1');
}

/**
 * What names that were looked up spell together: their labels one after another, for each domain in the order of the
 * questions, as whoever answers for that domain reads them. Short labels are counters and not content.
 */
export function speltByNames(names: readonly string[]): { domain: string; text: string }[] {
  const byDomain = new Map<string, string[]>();
  names.forEach((name, index) => {
    // Asked twice in a row: for IPv4, then for IPv6.
    if (names[index - 1] === name) return;
    const labels = name.split('.');
    const domain = labels.slice(-2).join('.');
    const own = labels.slice(0, -2).filter((label) => label.length >= 6);
    byDomain.set(domain, [...(byDomain.get(domain) ?? []), ...own]);
  });
  return [...byDomain].map(([domain, labels]) => ({ domain, text: labels.join('') }));
}
