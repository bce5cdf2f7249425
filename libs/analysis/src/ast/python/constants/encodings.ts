import { fromBase64, fromHex, rot13, unpack, type Layer } from '../../decoders';
import { unescaped } from './literal';
import { asBytes, asLatin, asText, isPlace, unknown, type Value } from './value';

type Note = (layer: Layer) => void;

/** `bytes.decode(encoding)`, `codecs.decode`: texts and what else Python calls an encoding. */
export function decoded(value: Value | undefined, encoding: string, note: Note): Value {
  const name = encoding.toLowerCase().replace(/[-_ ]/g, '');
  const via = (layer: Layer, bytes: Buffer | undefined): Value => {
    note(layer);
    return bytes ?? unknown();
  };
  switch (name) {
    case 'rot13':
      note('rot13');
      return rot13(asText(value));
    case 'hex':
    case 'hexcodec':
      return via('hex', fromHex(asLatin(value)));
    case 'base64':
    case 'base64codec':
      return via('base64', fromBase64(asLatin(value)));
    case 'zlib':
    case 'zip':
    case 'zlibcodec':
      return via('zlib', unpack('zlib', asBytes(value)));
    case 'unicodeescape':
    case 'rawunicodeescape':
    case 'stringescape':
      note('character codes');
      return unescaped(asLatin(value));
    case 'latin1':
    case 'iso88591':
    case 'cp1252':
      return Buffer.isBuffer(value) ? value.toString('latin1') : asText(value);
    case 'utf16':
    case 'utf16le':
      return Buffer.isBuffer(value) ? value.toString('utf16le').replace(/^\ufeff/, '') : asText(value);
    case 'utf8':
    case 'utf8sig':
    case 'ascii':
    case 'usascii':
      return Buffer.isBuffer(value) ? value.toString('utf8') : asText(value);
    default:
      return unknown();
  }
}

export function written(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (isPlace(value)) return value.path;
  return unknown();
}
