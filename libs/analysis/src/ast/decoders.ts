import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** What a layer around hidden text is called in a finding. */
export type Layer =
  | 'base64'
  | 'base32'
  | 'base85'
  | 'hex'
  | 'url escapes'
  | 'zlib'
  | 'gzip'
  | 'brotli'
  | 'rot13'
  | 'xor'
  | 'character codes'
  | 'reversed'
  | 'moved characters'
  | 'joined parts'
  | 'another file';

/** Nobody hides code in more: bytes or characters of one value. Beyond, it is not followed. */
export const MAX_VALUE = 2 * 1024 * 1024;

/** Undefined where the text is not of that encoding; lenient with white space, as the languages are. */
export function fromBase64(text: string): Buffer | undefined {
  const plain = text.replace(/\s/g, '');
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(plain) ? Buffer.from(plain, 'base64') : undefined;
}

export function fromHex(text: string): Buffer | undefined {
  const plain = text.replace(/\s/g, '');
  return plain.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(plain) ? Buffer.from(plain, 'hex') : undefined;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, 6. */
export function fromBase32(text: string): Buffer | undefined {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const char of text.replace(/[\s=]/g, '').toUpperCase()) {
    const value = BASE32.indexOf(char);
    if (value < 0) return undefined;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Buffer.from(bytes);
}

/** RFC 1924's alphabet, as Python's b85encode writes it. */
const BASE85 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';

export function fromBase85(text: string): Buffer | undefined {
  return base85(text, (char) => BASE85.indexOf(char));
}

/** Ascii85, with Adobe's marks or without. */
export function fromAscii85(text: string): Buffer | undefined {
  const plain = text
    .replace(/^<~|~>$/g, '')
    .replace(/\s/g, '')
    .replaceAll('z', '!!!!!');
  return base85(plain, (char) => (/[!-u]/.test(char) ? char.charCodeAt(0) - 33 : -1));
}

function base85(text: string, valueOf: (char: string) => number): Buffer | undefined {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 5) {
    const group = text.slice(at, at + 5);
    let value = 0;
    for (let place = 0; place < 5; place += 1) {
      const digit = place < group.length ? valueOf(group[place] as string) : 84;
      if (digit < 0) return undefined;
      value = value * 85 + digit;
    }
    for (let byte = 3; byte > 4 - group.length; byte -= 1) bytes.push(Math.floor(value / 256 ** byte) & 0xff);
  }
  return Buffer.from(bytes);
}

export type Packing = 'zlib' | 'raw' | 'gzip' | 'brotli';
const UNPACK = {
  zlib: inflateSync,
  raw: inflateRawSync,
  gzip: gunzipSync,
  brotli: brotliDecompressSync,
} as const;

/** Undefined where the bytes are no such stream, or hold more than is followed. */
export function unpack(packing: Packing, bytes: Uint8Array): Buffer | undefined {
  try {
    return UNPACK[packing](bytes, { maxOutputLength: MAX_VALUE });
  } catch {
    return undefined;
  }
}

export function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (char) => {
    const base = char <= 'Z' ? 65 : 97;
    return String.fromCharCode(((char.charCodeAt(0) - base + 13) % 26) + base);
  });
}
