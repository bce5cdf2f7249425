import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

export type Bytes =
  { bytes: Buffer } | { problem: 'unreadable' | 'too-large' | 'special-file'; message: string };
export type Text = { text: string } | { problem: 'undecodable'; message: string };

/** Never through a link, also not one that was put there a moment ago; never more than `most` bytes. */
export function readBytes(path: string, most: number): Bytes {
  let handle: number;
  try {
    handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    return { problem: 'unreadable', message: `cannot be opened (${(cause as NodeJS.ErrnoException).code})` };
  }
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) return { problem: 'special-file', message: 'neither a file nor a folder' };
    if (stat.size > most)
      return { problem: 'too-large', message: `${stat.size} bytes, ${most} at most are read` };
    const bytes = Buffer.alloc(stat.size);
    let filled = 0;
    while (filled < bytes.length) {
      const read = readSync(handle, bytes, filled, bytes.length - filled, filled);
      if (read === 0) break;
      filled += read;
    }
    return { bytes: bytes.subarray(0, filled) };
  } catch (cause) {
    return { problem: 'unreadable', message: `cannot be read (${(cause as NodeJS.ErrnoException).code})` };
  } finally {
    closeSync(handle);
  }
}

/** UTF-8, with a byte order mark of UTF-16 as editors on Windows write it. */
export function decodeText(bytes: Buffer): Text {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeAs('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decodeAs('utf-16be', bytes);
  return decodeAs('utf-8', bytes);
}

/** PEP 263: the declaration stands in one of the first two lines, and the second counts only after a comment or nothing. */
const DECLARATION = /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/;
/** Python's names of codecs that WHATWG spells differently. */
const CODECS: Readonly<Record<string, string>> = {
  'latin-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
  'iso-latin-1': 'iso-8859-1',
  l1: 'iso-8859-1',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  utf8: 'utf-8',
  'utf-8-sig': 'utf-8',
  u8: 'utf-8',
};

export function decodePython(bytes: Buffer): Text {
  const head = bytes
    .subarray(0, 2_000)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  const [first = '', second = ''] = head.split(/\r\n|\r|\n/, 2);
  const declared =
    DECLARATION.exec(first)?.[1] ??
    (/^[ \t\f]*(?:#.*)?$/.test(first) ? DECLARATION.exec(second)?.[1] : undefined);
  // Python refuses UTF-16 outright.
  if (declared === undefined) return decodeAs('utf-8', bytes);
  const spelled = declared.toLowerCase().replace(/_/g, '-');
  return decodeAs(CODECS[spelled] ?? spelled.replace(/^cp(\d+)$/, 'windows-$1'), bytes);
}

function decodeAs(encoding: string, bytes: Buffer): Text {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch (cause) {
    const why = cause instanceof RangeError ? 'an encoding that we do not know' : 'not text in its encoding';
    return { problem: 'undecodable', message: `${why} (${encoding})` };
  }
}
