import { type ByteReader } from './byte-reader';
import type { ByteWriter } from './byte-writer';
import type { Vocabulary } from './vocabulary';

/** What the first byte of a value says. Frozen with `PACKED_FORMAT`. */
const enum Tag {
  Null = 0,
  False = 1,
  True = 2,
  Integer = 3,
  Double = 4,
  Latin1 = 5,
  Utf8 = 6,
  Utf16 = 7,
  Word = 8,
  List = 9,
  Instant = 10,
  Digest = 11,
  Sha512 = 12,
  Array = 13,
  Object = 14,
  /** From here on the tag holds the number itself: 64 small integers, 64 words, 96 lengths of Latin-1 text. */
  SmallInteger = 0x20,
  SmallWord = 0x60,
  ShortText = 0xa0,
}
const SMALL = 0x40;
const SHORT = 0x60;

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
// eslint-disable-next-line no-control-regex -- all of Latin-1 is one byte a character
const LATIN1 = /^[\u0000-\u00ff]*$/;
const HALF_PAIR = /\p{Surrogate}/u;
const NO_FIELD = '';

/**
 * Any plain value (null, booleans, numbers, text, arrays, objects) as bytes, and back: what comes back deeply equals
 * what went in. A field that is undefined is left out, as in JSON. Read under the vocabulary it was written under.
 */
export function packValue(
  writer: ByteWriter,
  vocabulary: Vocabulary,
  value: unknown,
  field = NO_FIELD,
): void {
  if (typeof value === 'string') return packText(writer, vocabulary, value, field);
  if (typeof value === 'number') return packNumber(writer, value);
  if (value === null) return writer.byte(Tag.Null);
  if (typeof value === 'boolean') return writer.byte(value ? Tag.True : Tag.False);
  if (Array.isArray(value)) return packArray(writer, vocabulary, value, field);
  if (typeof value === 'object') return packObject(writer, vocabulary, value);
  throw new TypeError(`A ${typeof value} cannot be packed`);
}

function packNumber(writer: ByteWriter, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)) {
    writer.byte(Tag.Double);
    writer.double(value);
  } else if (value < SMALL) writer.byte(Tag.SmallInteger + value);
  else {
    writer.byte(Tag.Integer);
    writer.varint(value);
  }
}

function packText(writer: ByteWriter, vocabulary: Vocabulary, text: string, field: string): void {
  const word = vocabulary.wordOf(field, text);
  if (word !== undefined) return packWord(writer, word);
  if (text.length === 24 && INSTANT.test(text) && isCanonicalInstant(text)) {
    writer.byte(Tag.Instant);
    writer.instant(Date.parse(text));
  } else if (text.length === 71 && DIGEST.test(text)) {
    writer.byte(Tag.Digest);
    writer.text(text.slice(7), 'hex', 32);
  } else if (text.length === 95 && SHA512.test(text) && isCanonicalSha512(text)) {
    writer.byte(Tag.Sha512);
    writer.text(text.slice(7), 'base64', 64);
  } else if (LATIN1.test(text)) {
    if (text.length < SHORT) writer.byte(Tag.ShortText + text.length);
    else {
      writer.byte(Tag.Latin1);
      writer.varint(text.length);
    }
    writer.text(text, 'latin1', text.length);
  } else packWideText(writer, text);
}

/** UTF-8 has no bytes for half a surrogate pair. */
function packWideText(writer: ByteWriter, text: string): void {
  const encoding = HALF_PAIR.test(text) ? 'utf16le' : 'utf8';
  const size = Buffer.byteLength(text, encoding);
  writer.byte(encoding === 'utf8' ? Tag.Utf8 : Tag.Utf16);
  writer.varint(size);
  writer.text(text, encoding, size);
}

function packWord(writer: ByteWriter, word: number): void {
  if (word < SMALL) return writer.byte(Tag.SmallWord + word);
  writer.byte(Tag.Word);
  writer.varint(word);
}

function isCanonicalInstant(text: string): boolean {
  const at = Date.parse(text);
  return at >= 0 && new Date(at).toISOString() === text;
}

/** The last two of the 86 digits hold four bits that say nothing; written otherwise than as zeros they would be lost. */
function isCanonicalSha512(text: string): boolean {
  return 'AQgw'.includes(text.charAt(92));
}

function packArray(writer: ByteWriter, vocabulary: Vocabulary, values: unknown[], field: string): void {
  const list = vocabulary.listOf(field, values);
  if (list !== undefined) {
    writer.byte(Tag.List);
    return writer.varint(list);
  }
  writer.byte(Tag.Array);
  writer.varint(values.length);
  for (const value of values) packValue(writer, vocabulary, value, field);
}

function packObject(writer: ByteWriter, vocabulary: Vocabulary, value: object): void {
  const fields = Object.entries(value).filter(([, held]) => held !== undefined);
  writer.byte(Tag.Object);
  writer.varint(vocabulary.shapeOf(fields.map(([key]) => key)));
  for (const [key, held] of fields) packValue(writer, vocabulary, held, key);
}

/** Leaves the reader behind the value. @throws RangeError where the bytes are no value */
export function unpackValue(reader: ByteReader, vocabulary: Vocabulary): unknown {
  const tag = reader.byte();
  if (tag >= Tag.ShortText) return reader.latin1(tag - Tag.ShortText);
  if (tag >= Tag.SmallWord) return held(vocabulary.words, tag - Tag.SmallWord);
  if (tag >= Tag.SmallInteger) return tag - Tag.SmallInteger;
  switch (tag as Tag) {
    case Tag.Null:
      return null;
    case Tag.False:
      return false;
    case Tag.True:
      return true;
    case Tag.Integer:
      return reader.varint();
    case Tag.Double:
      return reader.double();
    case Tag.Latin1:
      return reader.latin1(reader.varint());
    case Tag.Utf8:
      return reader.utf8(reader.varint());
    case Tag.Utf16:
      return reader.utf16(reader.varint());
    case Tag.Word:
      return held(vocabulary.words, reader.varint());
    case Tag.List:
      return held(vocabulary.lists, reader.varint());
    case Tag.Instant:
      return new Date(reader.instant()).toISOString();
    case Tag.Digest:
      return `sha256:${reader.hex(32)}`;
    case Tag.Sha512:
      return `sha512-${reader.base64(64)}`;
    case Tag.Array:
      return unpackArray(reader, vocabulary);
    case Tag.Object:
      return unpackObject(reader, vocabulary);
    default:
      throw new RangeError(`No packed value begins with ${tag}`);
  }
}

function unpackArray(reader: ByteReader, vocabulary: Vocabulary): unknown[] {
  const values: unknown[] = [];
  for (let left = reader.varint(); left > 0; left -= 1) values.push(unpackValue(reader, vocabulary));
  return values;
}

function unpackObject(reader: ByteReader, vocabulary: Vocabulary): object {
  const value: Record<string, unknown> = {};
  for (const key of held(vocabulary.shapes, reader.varint())) {
    const field = unpackValue(reader, vocabulary);
    // The one name that an assignment would not make a field of.
    if (key === '__proto__') Object.defineProperty(value, key, { ...FIELD, value: field });
    else value[key] = field;
  }
  return value;
}

const FIELD = { enumerable: true, configurable: true, writable: true } as const;

function held<Value>(values: readonly Value[], number: number): Value {
  const value = values[number];
  if (value === undefined) throw new RangeError(`The vocabulary has no number ${number}`);
  return value;
}
