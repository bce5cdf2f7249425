import { SKETCH_BINS, sketchText } from '@sallyport/domain';

/** Words and single signs; of a long text the first part, so that one bundle costs no more than 0.1 s. */
const TOKEN = /[\p{L}_$][\p{L}\p{N}_$]*|\p{N}+|[^\s]/gu;
const MAX_TEXT = 1024 * 1024;
/** Fewer say nothing: every small module looks like every other. */
const LEAST_TOKENS = 40;
const SHINGLE = 4;
const BIN_BITS = Math.log2(SKETCH_BINS);

/** The sketch of one file of code (scan/delta/sketch.ts of the domain); undefined where it is too short for one. */
export function sketchOf(text: string): string | undefined {
  const bins = new Uint32Array(SKETCH_BINS).fill(0xffffffff);
  const last: number[] = [];
  let tokens = 0;
  for (const [token] of text.slice(0, MAX_TEXT).matchAll(TOKEN)) {
    tokens += 1;
    last.push(hashOf(token));
    if (last.length < SHINGLE) continue;
    const shingle = last.reduce((sum, hash) => mixed(Math.imul(sum, 31) + hash), 7);
    const bin = shingle >>> (32 - BIN_BITS);
    const rest = (shingle << BIN_BITS) >>> 0;
    if (rest < (bins[bin] as number)) bins[bin] = rest;
    last.shift();
  }
  if (tokens < LEAST_TOKENS) return undefined;
  return sketchText(Uint8Array.from(bins, (least) => (least === 0xffffffff ? 0 : 1 + (mixed(least) % 255))));
}

/** FNV-1a. Minifiers rename what is short, so that one short name counts as any other. */
function hashOf(token: string): number {
  if (token.length <= 2 && /^[\p{L}_$]/u.test(token)) return 1;
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
