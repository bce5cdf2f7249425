import { SKETCH_BINS, sketchText } from '@sallyport/domain';

/** Words, numbers and single signs; of a long text the first part, so that one bundle costs no more than 0.2 s. */
const TOKEN = /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*|\d+|\S/g;
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
  const within = text.slice(0, MAX_TEXT);
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(within); match !== null; match = TOKEN.exec(within)) {
    const fourth = hashOf(match[0]);
    tokens += 1;
    if (tokens >= SHINGLE) {
      const sum = Math.imul(Math.imul(Math.imul(first, 31) + second, 31) + third, 31) + fourth;
      const shingle = mixed(sum);
      const bin = shingle >>> (32 - BIN_BITS);
      const rest = (shingle << BIN_BITS) >>> 0;
      if (rest < (bins[bin] as number)) bins[bin] = rest;
    }
    [first, second, third] = [second, third, fourth];
  }
  if (tokens < LEAST_TOKENS) return undefined;
  return sketchText(Uint8Array.from(bins, (least) => (least === 0xffffffff ? 0 : 1 + (mixed(least) % 255))));
}

/** FNV-1a. Minifiers rename what is short, so that one short name counts as any other. */
function hashOf(token: string): number {
  if (token.length <= 2 && /^[A-Za-z_$]/.test(token)) return 1;
  let hash = 0x811c9dc5;
  for (let at = 0; at < token.length; at += 1) hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The finaliser of MurmurHash3: spreads every bit over all. */
function mixed(hash: number): number {
  let value = hash >>> 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
