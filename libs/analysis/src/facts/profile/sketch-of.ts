import { SKETCH_BINS, sketchText } from '@sallyport/domain';

/** Of a long text the first part, so that one bundle costs no more than 0.1 s. */
const MAX_TEXT = 512 * 1024;
/** Fewer say nothing: every small module looks like every other. */
const LEAST_TOKENS = 40;
const SHINGLE = 4;
const BIN_BITS = Math.log2(SKETCH_BINS);

/** The sketch of one file of code (scan/delta/sketch.ts of the domain); undefined where it is too short for one. */
export function sketchOf(text: string): string | undefined {
  const bins = new Uint32Array(SKETCH_BINS).fill(0xffffffff);
  // Of the three tokens before this one; a shingle is of four.
  let [first, second, third] = [0, 0, 0];
  let tokens = 0;
  const length = Math.min(text.length, MAX_TEXT);
  let at = endOfBlanks(text, 0, length);
  while (at < length) {
    const end = endOfToken(text, at, length);
    const fourth = hashOf(text, at, end);
    tokens += 1;
    if (tokens >= SHINGLE) {
      const sum = Math.imul(Math.imul(Math.imul(first, 31) + second, 31) + third, 31) + fourth;
      const shingle = mixed(sum);
      const bin = shingle >>> (32 - BIN_BITS);
      const rest = (shingle << BIN_BITS) >>> 0;
      if (rest < (bins[bin] as number)) bins[bin] = rest;
    }
    [first, second, third] = [second, third, fourth];
    at = endOfBlanks(text, end, length);
  }
  if (tokens < LEAST_TOKENS) return undefined;
  return sketchText(Uint8Array.from(bins, (least) => (least === 0xffffffff ? 0 : 1 + (mixed(least) % 255))));
}

function endOfBlanks(text: string, start: number, length: number): number {
  let end = start;
  while (end < length && classAt(text, end) === BLANK) end += 1;
  return end;
}

/** Words, numbers and single signs. Whatever is not ASCII is a part of a word. */
function endOfToken(text: string, start: number, length: number): number {
  const first = classAt(text, start);
  let end = start + 1;
  if (first === SIGN) return end;
  while (end < length && goesOn(first, classAt(text, end))) end += 1;
  return end;
}

function goesOn(first: number, next: number): boolean {
  return next === DIGIT || (next === LETTER && first === LETTER);
}

const [SIGN, LETTER, DIGIT, BLANK] = [0, 1, 2, 3];
const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/\s/.test(sign)) return BLANK;
  if (/\d/.test(sign)) return DIGIT;
  return /[\w$]/.test(sign) ? LETTER : SIGN;
});

function classAt(text: string, at: number): number {
  return CLASSES[text.charCodeAt(at)] ?? LETTER;
}

/** FNV-1a. Minifiers rename what is short, so that one short name counts as any other. */
function hashOf(text: string, start: number, end: number): number {
  if (end - start <= 2 && classAt(text, start) === LETTER && text.charCodeAt(start) < 128) return 1;
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The finaliser of MurmurHash3: spreads every bit over all. */
function mixed(hash: number): number {
  let value = hash >>> 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
