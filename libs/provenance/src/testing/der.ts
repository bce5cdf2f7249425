/** Just enough of X.690 to write certificates for tests; each function gives one element with tag and length. */
export type Der = Buffer<ArrayBuffer>;

export function element(tag: number, ...contents: Uint8Array[]): Der {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body), body]);
}

function lengthOf({ length }: Buffer): Der {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

export const sequence = (...items: Uint8Array[]): Der => element(0x30, ...items);
export const set = (...items: Uint8Array[]): Der => element(0x31, ...items);
export const octets = (bytes: Uint8Array): Der => element(0x04, bytes);
export const utf8 = (text: string): Der => element(0x0c, Buffer.from(text));
export const boolean = (value: boolean): Der => element(0x01, Buffer.from([value ? 0xff : 0x00]));
/** Context-specific: `explicit` holds whole elements, `implicit` bare contents. */
export const explicit = (number: number, ...items: Uint8Array[]): Der => element(0xa0 | number, ...items);
export const implicit = (number: number, bytes: Uint8Array): Der => element(0x80 | number, bytes);

export function bits(bytes: Uint8Array, unused = 0): Der {
  return element(0x03, Buffer.from([unused]), bytes);
}

/** Of a number that is not negative, as bytes. */
export function integer(bytes: Uint8Array): Der {
  return element(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

export function generalizedTime(at: Date): Der {
  return element(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]|\.\d+/g, '')}`));
}

export function objectId(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(arc: number): number[] {
  const digits = [arc & 0x7f];
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
    digits.unshift((left & 0x7f) | 0x80);
  return digits;
}
