import type { HiddenText } from '../../facts/native-facts';
import { PatternSet } from './pattern-set';
import { SECRET_NAMES, TELLING_NAMES } from './secret-names';

const MIB = 1024 * 1024;
/** Of one file, for a megabyte costs 60 ms and more; what hides something is small. */
export const SEARCHED_BYTES = 8 * MIB;
/** Keys of so many bytes, repeated. Longer ones leave too little of any name to be known by. */
const KEY_LENGTHS = [1, 2, 4, 8];
/** What must be left of a name when its first bytes are used up as the key; more where there are more keys to be had. */
const leastLeft = (length: number) => (length === 1 ? 6 : 8);
const MAX_FOUND = 20;
/** Instructions of one text that is put together in code lie this close. */
const MAX_GAP = 16;
const MAX_STACK_TEXT = 400;

const UNDER_KEY = KEY_LENGTHS.map((length) => {
  const names = SECRET_NAMES.filter((name) => name.length >= length + leastLeft(length));
  return {
    length,
    names,
    set: new PatternSet(names.map((name) => xorApart(Buffer.from(name, 'latin1'), length))),
  };
});
const MOVED = new PatternSet(SECRET_NAMES.map((name) => stepsOf(Buffer.from(name, 'latin1'))));

/**
 * Names of secrets that stand in the bytes and cannot be read there: under a key, moved by a constant, in base64, in hex,
 * backwards, in ROT13. Plain text is not hidden and is not found here.
 */
export function hiddenTexts(bytes: Buffer): HiddenText[] {
  const looked = bytes.subarray(0, SEARCHED_BYTES);
  return [...underKey(looked), ...moved(looked), ...encoded(looked)].slice(0, MAX_FOUND);
}

/** b[i] ^ b[i+n] is the same with and without a key of n bytes: so no key need be guessed. */
function underKey(bytes: Buffer): HiddenText[] {
  return UNDER_KEY.flatMap(({ length, names, set }) => {
    const how = `xor with ${length === 1 ? 'one byte' : `${length} bytes`}`;
    return places(set, xorApart(bytes, length), names, (name, at) => {
      const key = Array.from(
        { length },
        (_, index) => (bytes[at + index] as number) ^ name.charCodeAt(index),
      );
      // A key of zeros is plain text; one that repeats within was found by the shorter length.
      return key.some((byte) => byte !== 0) && (length === 1 || new Set(key).size > 1);
    }).map((text) => ({ how, text }));
  });
}

/** The same for bytes to which a constant was added. */
function moved(bytes: Buffer): HiddenText[] {
  return places(MOVED, stepsOf(bytes), SECRET_NAMES, (name, at) => bytes[at] !== name.charCodeAt(0)).map(
    (text) => ({ how: 'a constant added', text }),
  );
}

function xorApart(bytes: Buffer, apart: number): Buffer {
  const out = Buffer.alloc(Math.max(bytes.length - apart, 0));
  for (let at = 0; at < out.length; at += 1) out[at] = (bytes[at] as number) ^ (bytes[at + apart] as number);
  return out;
}

function stepsOf(bytes: Buffer): Buffer {
  const out = Buffer.alloc(Math.max(bytes.length - 1, 0));
  for (let at = 0; at < out.length; at += 1) out[at] = (bytes[at + 1] as number) - (bytes[at] as number);
  return out;
}

/** The names with a place that is meant. All places are looked at: a file may be full of names in plain text. */
function places(
  set: PatternSet,
  bytes: Buffer,
  names: readonly string[],
  isMeant: (name: string, at: number) => boolean,
): string[] {
  const found = new Set<string>();
  set.search(bytes, (index, at) => {
    const name = names[index] as string;
    if (!found.has(name) && isMeant(name, at)) found.add(name);
  });
  return [...found];
}

/** Every name in every way of writing it that is a fixed text. */
const ENCODED: ReadonlyMap<string, HiddenText> = new Map<string, HiddenText>(
  SECRET_NAMES.flatMap((text): [string, HiddenText][] => [
    ...[0, 1, 2].map((shift) => [inBase64(text, shift), { how: 'base64', text }] as [string, HiddenText]),
    [Buffer.from(text).toString('hex'), { how: 'hex', text }],
    [Buffer.from(text).toString('hex').toUpperCase(), { how: 'hex', text }],
    [[...text].reverse().join(''), { how: 'backwards', text }],
    [rot13(text), { how: 'ROT13', text }],
  ]),
);

const WRITTEN = [...ENCODED.keys()];
const ENCODED_SET = new PatternSet(WRITTEN.map((text) => Buffer.from(text, 'latin1')));

function encoded(bytes: Buffer): HiddenText[] {
  return places(ENCODED_SET, bytes, WRITTEN, () => true).flatMap((written) => ENCODED.get(written) ?? []);
}

/** The characters that hold nothing but the text, wherever it begins among groups of three bytes. */
function inBase64(text: string, shift: number): string {
  const all = Buffer.from('\0'.repeat(shift) + text, 'latin1').toString('base64');
  return all.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + text.length) * 8) / 6));
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (char) => {
    const base = char <= 'Z' ? 65 : 97;
    return String.fromCharCode(((char.charCodeAt(0) - base + 13) % 26) + base);
  });
}

/**
 * x86: `mov` of one, four or eight bytes into the stack or a register (Intel SDM, MOV: C6 /0, C7 /0, B8+r).
 * Compilers put short texts together like that too, so this says what is named, not that it is hidden.
 */
const MOVES =
  // eslint-disable-next-line no-control-regex -- bytes of instructions, one a character
  /\xc6(?:\x45[^]|\x44\x24[^]|\x85[^]{4}|\x84\x24[^]{4})([^])|\xc7(?:\x45[^]|\x44\x24[^]|\x85[^]{4}|\x84\x24[^]{4}|\x40[^]|\x00)([^]{4})|[\x48\x49][\xb8-\xbf]([^]{8})/g;

/** Names of secrets that code puts together out of numbers. */
export function builtTexts(code: Buffer): string[] {
  const bytes = code.subarray(0, SEARCHED_BYTES).toString('latin1');
  const found = new Set<string>();
  let text = '';
  let end = -1;
  const close = () => {
    for (const name of TELLING_NAMES) if (text.includes(name) && found.size < MAX_FOUND) found.add(name);
    text = '';
  };
  for (const match of bytes.matchAll(MOVES)) {
    if (match.index - end > MAX_GAP || text.length > MAX_STACK_TEXT) close();
    text += (match[1] ?? match[2] ?? match[3] ?? '').replace(/\0+$/, '\0');
    end = match.index + match[0].length;
  }
  close();
  return [...found];
}
