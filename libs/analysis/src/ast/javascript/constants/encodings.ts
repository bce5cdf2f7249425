import { unpack, type Layer, type Packing } from '../../decoders';
import { bounded, toBytes } from './conversions';
import { fault, unknown, type Meter, type Value } from './value';

const LAYERS: Readonly<Record<string, Layer>> = {
  base64: 'base64',
  base64url: 'base64',
  hex: 'hex',
};
const PLAIN = /^(?:utf-?8|ascii|us-ascii|latin1|binary|iso-8859-1|windows-1252|utf-?16le|ucs-?2)$/;

/** `Buffer.from(text, encoding)` */
export function fromText(text: string, encoding: string, meter: Meter): Buffer {
  const name = encoding.toLowerCase();
  const layer = LAYERS[name];
  if (layer !== undefined) meter.note(layer);
  else if (!PLAIN.test(name)) return unknown();
  meter.spend(text.length >> 4);
  return Buffer.from(text, nodeName(name));
}

/** Text of bytes, as their encoding or a decoder of texts gives it. */
export function asText(bytes: Buffer, encoding: string, meter: Meter): string {
  const name = encoding.toLowerCase();
  if (LAYERS[name] === undefined && !PLAIN.test(name)) return unknown();
  return bounded(bytes.toString(nodeName(name)), meter);
}

function nodeName(name: string): BufferEncoding {
  if (/^(?:us-ascii|iso-8859-1|windows-1252)$/.test(name)) return 'latin1';
  return name as BufferEncoding;
}

/** As `atob` gives it: one character for each byte. */
export function fromBase64(text: string, meter: Meter): string {
  const plain = text.replace(/[\t\n\f\r ]/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return fault();
  meter.note('base64');
  return bounded(Buffer.from(plain, 'base64').toString('latin1'), meter);
}

export function unescaped(text: string, isUri: boolean, meter: Meter): string {
  if (/%/.test(text)) meter.note('url escapes');
  meter.spend(text.length >> 2);
  if (!isUri)
    return text.replace(/%(?:u([\da-f]{4})|([\da-f]{2}))/gi, (_, wide?: string, narrow?: string) =>
      String.fromCharCode(Number.parseInt(wide ?? narrow ?? '', 16)),
    );
  try {
    return decodeURIComponent(text);
  } catch {
    return fault();
  }
}

export function unpacked(packing: Packing, value: Value, meter: Meter): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : toBytes(value, meter);
  const given = unpack(packing, bytes) ?? unknown();
  meter.note(packing === 'raw' ? 'zlib' : packing);
  meter.spend(given.length >> 2);
  return given;
}
