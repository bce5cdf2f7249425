import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** One way of reading bytes that may be spelt in another way. Answers with every reading it finds; none where none fits. */
export interface Decoding {
  readonly name: string;
  /** @param cutShort is called where not every place was tried */
  readonly read: (text: string, cutShort: () => void) => string[];
}

/** Bytes that one unpacking may give: a bomb stops here. */
const MAX_UNPACKED = 1024 ** 2;
/** Runs of one encoding, and starts of packed data, that are tried in one text. */
const MAX_TRIED = 200;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Texts are bytes as latin1 characters: one character a byte, whatever the bytes are.
 * RFC 4648 (base64, base64url, base32, hex), RFC 3986 (percent), RFC 1952, 1950, 7932 (packed), RFC 9112 (chunked).
 */
export const DECODINGS: readonly Decoding[] = [
  {
    name: 'base64',
    read: (text, cutShort) => runs(text, cutShort, /[A-Za-z0-9+/_-]{20,}/g).flatMap(shifted(4, fromBase64)),
  },
  {
    name: 'hex',
    read: (text, cutShort) => runs(text, cutShort, /[0-9A-Fa-f]{32,}/g).flatMap(shifted(2, fromHex)),
  },
  {
    name: 'base32',
    read: (text, cutShort) => runs(text, cutShort, /[A-Za-z2-7]{26,}/g).flatMap(shifted(8, fromBase32)),
  },
  { name: 'percent', read: (text) => replaced(text, /%([0-9A-Fa-f]{2})/g, 16) },
  { name: 'escapes', read: (text) => replaced(text, /\\(?:x|u00)([0-9A-Fa-f]{2})/g, 16) },
  {
    name: 'numbers',
    read: (text, cutShort) => runs(text, cutShort, /(?:\d{1,3}[,\s]+){15,}\d{1,3}/g).map(fromNumbers),
  },
  { name: 'chunked', read: (text, cutShort) => dechunked(text, cutShort) },
  { name: 'gzip', read: (text, cutShort) => unpacked(text, cutShort, '\x1f\x8b\x08', gunzipSync) },
  {
    name: 'zlib',
    read: (text, cutShort) =>
      ['\x78\x9c', '\x78\x01', '\x78\xda', '\x78\x5e'].flatMap((start) =>
        unpacked(text, cutShort, start, inflateSync),
      ),
  },
  { name: 'brotli', read: (text, cutShort) => unpackedBodies(text, cutShort) },
  { name: 'reversed', read: (text) => [[...text].reverse().join('')] },
  { name: 'rot13', read: (text) => [text.replace(/[A-Za-z]/g, rotated)] },
];

function runs(text: string, cutShort: () => void, pattern: RegExp): string[] {
  const found: string[] = [];
  for (const [run] of text.matchAll(pattern)) {
    if (found.length >= MAX_TRIED) {
      cutShort();
      return found;
    }
    found.push(run);
  }
  return found;
}

/** A run may begin before what was encoded does: each alignment is tried. */
function shifted(width: number, decode: (run: string) => string) {
  return (run: string) => Array.from({ length: width }, (_, offset) => decode(run.slice(offset)));
}

const fromBase64 = (run: string) => Buffer.from(run, 'base64').toString('latin1');
const fromHex = (run: string) => Buffer.from(run.slice(0, run.length & ~1), 'hex').toString('latin1');
const fromNumbers = (run: string) =>
  String.fromCharCode(
    ...run
      .split(/[,\s]+/)
      .slice(0, 10_000)
      .map((number) => Number(number) & 0xff),
  );

function fromBase32(run: string): string {
  const bytes: number[] = [];
  let [held, width] = [0, 0];
  for (const letter of run.toUpperCase()) {
    held = ((held << 5) | BASE32.indexOf(letter)) & 0xfff;
    width += 5;
    if (width < 8) continue;
    width -= 8;
    bytes.push((held >> width) & 0xff);
  }
  return Buffer.from(bytes).toString('latin1');
}

function replaced(text: string, pattern: RegExp, base: number): string[] {
  const read = text.replace(pattern, (_, code: string) => String.fromCharCode(parseInt(code, base)));
  return read === text ? [] : [read];
}

function rotated(letter: string): string {
  const base = letter <= 'Z' ? 65 : 97;
  return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
}

/** The bodies of requests, put together from their chunks. */
function dechunked(text: string, cutShort: () => void): string[] {
  if (!/transfer-encoding:\s*chunked/i.test(text)) return [];
  return bodiesOf(text, cutShort).map((body) => {
    const parts: string[] = [];
    for (let rest = body; ;) {
      const size = /^([0-9a-f]{1,6})[^\r\n]{0,100}\r\n/i.exec(rest);
      const length = parseInt(size?.[1] ?? '0', 16);
      if (size === null || length === 0) return parts.join('');
      parts.push(rest.slice(size[0].length, size[0].length + length));
      rest = rest.slice(size[0].length + length + 2);
    }
  });
}

/** What comes after each header: of several requests in one stream, each. */
function bodiesOf(text: string, cutShort: () => void): string[] {
  const parts = text.split('\r\n\r\n').slice(1);
  if (parts.length > MAX_TRIED) cutShort();
  return parts.slice(0, MAX_TRIED).map((_, index) => parts.slice(index).join('\r\n\r\n'));
}

function unpacked(text: string, cutShort: () => void, start: string, unpack: typeof gunzipSync): string[] {
  const found: string[] = [];
  for (let at = text.indexOf(start), tried = 0; at >= 0; tried++) {
    if (tried >= MAX_TRIED) {
      cutShort();
      return found;
    }
    found.push(...unpackedOr(text.slice(at), unpack));
    at = text.indexOf(start, at + 1);
  }
  return found;
}

/** It has no mark at its start: tried where a request says that it is there, or as the whole of a body. */
function unpackedBodies(text: string, cutShort: () => void): string[] {
  if (!/content-encoding:\s*br/i.test(text)) return unpackedOr(text, brotliDecompressSync);
  return bodiesOf(text, cutShort).flatMap((body) => unpackedOr(body, brotliDecompressSync));
}

function unpackedOr(text: string, unpack: typeof gunzipSync | typeof brotliDecompressSync): string[] {
  try {
    // Broken off in the middle still tells what came before: Z_SYNC_FLUSH and its like.
    const options = unpack === brotliDecompressSync ? {} : { finishFlush: 2 };
    return [
      unpack(Buffer.from(text, 'latin1'), { ...options, maxOutputLength: MAX_UNPACKED }).toString('latin1'),
    ];
  } catch {
    // Not packed after all: hostile bytes may begin with anything.
    return [];
  }
}
