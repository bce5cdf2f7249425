import { entropyOf } from './native/entropy';
import type { KeptBytes } from './native/kept-bytes';

/** Pictures and sounds, by name: formats that say where they end. */
export const MEDIA = /\.(?:png|apng|gif|jpe?g|jfif|webp|wav)$/i;
export const SOURCE = /\.(?:[cm]?[jt]sx?|py|sh|bash)$/i;
/** A part behind the end that is no known format must be at least this long, and look packed, to be named. */
const LEAST_UNKNOWN = 1_024;
const PACKED = 7.4;
const LEAST_TEXT = 32;

/** What bytes begin as that programs would run, unpack or read as code. */
/* eslint-disable no-control-regex -- bytes that formats begin with, one a character */
const RUNNABLE: readonly (readonly [string, RegExp])[] = [
  ['an ELF program', /^\x7fELF/],
  ['a Windows program', /^MZ[^]{58,}PE\0\0/],
  ['a Mach-O program', /^(?:\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe)/],
  ['a zip archive', /^PK\x03\x04/],
  ['a gzip stream', /^\x1f\x8b\x08/],
  ['an xz stream', /^\xfd7zXZ/],
  ['a 7-zip archive', /^7z\xbc\xaf/],
  ['a script', /^(?:#!|<\?php|<script)/],
];
/** What a file of source code has no reason to begin with; `GIF89a` is a name in JavaScript too. */
const MEDIA_START: readonly (readonly [string, RegExp])[] = [
  ['a GIF picture', /^GIF8[79]a/],
  ['a PNG picture', /^\x89PNG\r\n/],
  ['a JPEG picture', /^\xff\xd8\xff/],
  ['a sound', /^RIFF[^]{4}WAVE/],
  ['a PDF', /^%PDF-/],
  ['a zip archive', /^PK\x03\x04/],
];
/* eslint-enable no-control-regex */
const ELF_INSIDE = [
  Buffer.from('7f454c4602010100', 'hex'),
  Buffer.from('7f454c4601010100', 'hex'),
  Buffer.from('This program cannot be run in DOS mode'),
];

/** Signs that a file is two things at once, each as a sentence without its subject; none where it is what it says. */
export function polyglotSigns(path: string, bytes: KeptBytes): string[] {
  const head = bytes.upTo(0, 4_096).toString('latin1');
  if (SOURCE.test(path)) {
    const other = formatOf(head, MEDIA_START);
    return other === undefined ? [] : [`is source code by its name and begins as ${other}`];
  }
  if (!MEDIA.test(path)) return [];
  const runs = formatOf(head, RUNNABLE);
  if (runs !== undefined) return [`is a picture or sound by its name and begins as ${runs}`];
  const end = endOf(bytes);
  const behind = end === undefined ? undefined : behindEnd(bytes, end);
  if (behind !== undefined) return [behind];
  const all = bytes.upTo(0, bytes.size);
  return ELF_INSIDE.some((start) => all.includes(start)) ? ['has a program inside'] : [];
}

function formatOf(text: string, formats: readonly (readonly [string, RegExp])[]): string | undefined {
  return formats.find(([, pattern]) => pattern.test(text))?.[0];
}

function behindEnd(bytes: KeptBytes, end: number): string | undefined {
  const length = bytes.size - end;
  if (length <= 0) return undefined;
  const rest = bytes.upTo(end, Math.min(length, 64 * 1024));
  const text = rest.toString('latin1').replace(/^[\0\s]+/, '');
  const known = formatOf(text, RUNNABLE);
  if (known !== undefined) return `goes on behind its end with ${known}`;
  if (text.length >= LEAST_TEXT && /^[\t\r\n\x20-\x7e]+$/.test(text.slice(0, 4_096)))
    return `goes on behind its end with ${length} bytes of text`;
  // A second JPEG behind the first (thumbnails, depth maps of cameras) is how they are made.
  const isPacked = rest.length >= LEAST_UNKNOWN && entropyOf(rest) > PACKED && !/^\xff\xd8\xff/.test(text);
  return isPacked && bytes.u8(0) !== 0xff ? `goes on behind its end with ${length} packed bytes` : undefined;
}

/**
 * The first byte that no longer belongs to the picture or sound; undefined where its end cannot be found. Every step goes
 * on by a byte at least, so that the file's own end is the bound, and no number of empty parts hides what is behind them.
 */
function endOf(bytes: KeptBytes): number | undefined {
  const magic = bytes.upTo(0, 12).toString('latin1');
  if (magic.startsWith('\x89PNG')) return endOfPng(bytes);
  if (magic.startsWith('GIF8')) return endOfGif(bytes);
  if (magic.startsWith('\xff\xd8\xff')) return endOfJpeg(bytes);
  if (/^RIFF[^]{4}(?:WAVE|WEBP)/.test(magic)) {
    bytes.isLittle = true;
    const size = bytes.u32(4) ?? 0;
    // Pieces are padded to even lengths; streams that were never finished say 0 or the largest number.
    return size === 0 || size >= 0xfffffff0 ? undefined : size + 8 + (size & 1);
  }
  return undefined;
}

/** PNG specification 5.3: length, name, content, checksum; IEND is the last. */
function endOfPng(bytes: KeptBytes): number | undefined {
  bytes.isLittle = false;
  let at = 8;
  for (;;) {
    const length = bytes.u32(at);
    const name = bytes.slice(at + 4, 4)?.toString('latin1');
    if (length === undefined || name === undefined) return undefined;
    at += 12 + length;
    if (name === 'IEND') return at;
  }
}

/** GIF89a specification: blocks of sub-blocks, and 0x3b at the end. */
function endOfGif(bytes: KeptBytes): number | undefined {
  const table = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  let at = 13 + table(bytes.u8(10) ?? 0);
  for (;;) {
    const kind = bytes.u8(at);
    if (kind === 0x3b) return at + 1;
    if (kind === 0x21) at += 2;
    else if (kind === 0x2c) at += 11 + table(bytes.u8(at + 9) ?? 0);
    else return undefined;
    for (let size = bytes.u8(at); size !== 0; size = bytes.u8(at)) {
      if (size === undefined) return undefined;
      at += size + 1;
    }
    at += 1;
  }
}

/** ITU T.81 B: markers with lengths; in what follows SOS, 0xff is followed by 0 or a restart unless it is a marker. */
function endOfJpeg(bytes: KeptBytes): number | undefined {
  const all = bytes.upTo(0, bytes.size);
  bytes.isLittle = false;
  let at = 2;
  for (;;) {
    while (all[at] === 0xff && all[at + 1] === 0xff) at += 1;
    const kind = all[at + 1];
    if (all[at] !== 0xff || kind === undefined) return undefined;
    if (kind === 0xd9) return at + 2;
    const length = bytes.u16(at + 2);
    if (length === undefined) return undefined;
    at += 2 + length;
    if (kind !== 0xda) continue;
    for (;;) {
      at = all.indexOf(0xff, at);
      if (at === -1) return undefined;
      const next = all[at + 1] ?? 0;
      if (next !== 0 && (next < 0xd0 || next > 0xd7)) break;
      at += 2;
    }
  }
}
