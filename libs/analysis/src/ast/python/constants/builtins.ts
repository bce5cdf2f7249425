import {
  fromAscii85,
  fromBase32,
  fromBase64,
  fromBase85,
  fromHex,
  MAX_VALUE,
  unpack,
  type Layer,
} from '../../decoders';
import { decoded, written } from './encodings';
import { method, type Named } from './methods';
import {
  asBytes,
  asItems,
  asLatin,
  asNumber,
  asText,
  isCallable,
  isTrue,
  unknown,
  type Value,
} from './value';

type Note = (layer: Layer) => void;
type Builtin = (args: readonly Value[], note: Note, named: Named) => Value;
const MAX_RANGE = 100_000;
/** What Python's decoder skips. */
const NOT_BASE64 = /[^\w+/=-]/g;

/** Functions of Python and its library that work out a value from values, by their path. None has an effect. */
const BUILTINS: Readonly<Record<string, Builtin>> = {
  chr: ([code], note) => {
    note('character codes');
    const at = asNumber(code);
    return Number.isInteger(at) && at >= 0 && at <= 0x10ffff ? String.fromCodePoint(at) : unknown();
  },
  ord: ([char]) =>
    Buffer.isBuffer(char) ? (char[0] ?? unknown()) : (asText(char).codePointAt(0) ?? unknown()),
  str: ([value, encoding]) =>
    Buffer.isBuffer(value)
      ? encoding === undefined
        ? unknown()
        : value.toString('utf8')
      : value === undefined
        ? ''
        : written(value),
  int: ([value, base]) => {
    if (typeof value === 'number') return Math.trunc(value);
    const radix = base === undefined ? 10 : asNumber(base);
    const text = asText(value).trim();
    const read = Number.parseInt(text, radix === 0 ? undefined : radix);
    return Number.isSafeInteger(read) ? read : unknown();
  },
  float: ([value]) => Number(value),
  bool: ([value]) => value !== undefined && isTrue(value),
  len: ([value]) => asItems(value).length,
  abs: ([value]) => Math.abs(asNumber(value)),
  min: (args) => Math.min(...(args.length === 1 ? asItems(args[0]) : args).map(asNumber)),
  max: (args) => Math.max(...(args.length === 1 ? asItems(args[0]) : args).map(asNumber)),
  sum: ([items]) => asItems(items).reduce<number>((total, item) => total + asNumber(item), 0),
  hex: ([value]) => `0x${asNumber(value).toString(16)}`,
  pow: ([base, power, by]) => {
    const raised = BigInt(asNumber(base)) ** BigInt(Math.min(asNumber(power), 4_096));
    return Number(by === undefined ? raised : raised % BigInt(asNumber(by)));
  },
  range: (args) => {
    const [first, second, step] = args.map(asNumber);
    return rangeOf(
      second === undefined ? 0 : (first ?? 0),
      second === undefined ? (first ?? 0) : second,
      step ?? 1,
    );
  },
  enumerate: ([items, start]) => asItems(items).map((item, at) => [at + Number(start ?? 0), item]),
  zip: (args) => {
    const all = args.map(asItems);
    const length = Math.min(...all.map((items) => items.length));
    return Array.from({ length: args.length === 0 ? 0 : length }, (_, at) =>
      all.map((items) => items[at] as Value),
    );
  },
  'itertools.cycle': ([items]) => {
    const all = asItems(items);
    return all.length === 0
      ? unknown()
      : Array.from({ length: 20_000 }, (_, at) => all[at % all.length] as Value);
  },
  map: ([fn, ...lists]) => {
    if (!isCallable(fn)) return unknown();
    const all = lists.map(asItems);
    const length = Math.min(...all.map((items) => items.length));
    return Array.from({ length }, (_, at) =>
      fn.call(
        all.map((items) => items[at] as Value),
        new Map(),
      ),
    );
  },
  filter: ([fn, items]) =>
    asItems(items).filter((item) => isTrue(isCallable(fn) ? fn.call([item], new Map()) : item)),
  'functools.reduce': ([fn, items, start]) => {
    const all = asItems(items);
    const [first, ...rest] = start === undefined ? all : [start, ...all];
    if (!isCallable(fn) || first === undefined) return unknown();
    return rest.reduce((held, item) => fn.call([held, item], new Map()), first);
  },
  reversed: ([items], note) => {
    note('reversed');
    return [...asItems(items)].reverse();
  },
  sorted: ([items]) => {
    const all = [...asItems(items)];
    return all.every((item) => typeof item === 'number')
      ? all.sort((a, b) => asNumber(a) - asNumber(b))
      : all.map(asText).sort();
  },
  list: ([items]) => (items === undefined ? [] : [...asItems(items)]),
  tuple: ([items]) => (items === undefined ? [] : [...asItems(items)]),
  bytes: ([value], note) => bytesOf(value, note),
  bytearray: ([value], note) => bytesOf(value, note),
  memoryview: ([value]) => asBytes(value),
  'str.maketrans': (args) => translation(args),
  'bytes.maketrans': (args) => translation(args),
  'codecs.encode': ([value, encoding], note) => decoded(value, asText(encoding ?? 'utf-8'), note),
  'codecs.decode': ([value, encoding], note) => decoded(value, asText(encoding ?? 'utf-8'), note),
  'urllib.parse.unquote': ([value], note) => {
    note('url escapes');
    return unquoted(asText(value)).toString('utf8');
  },
  'urllib.parse.unquote_to_bytes': ([value], note) => {
    note('url escapes');
    return unquoted(asLatin(value));
  },
  'html.unescape': ([value], note) => {
    note('character codes');
    return asText(value).replace(/&#(x?)([0-9a-f]+);/gi, (_, hex: string, code: string) =>
      String.fromCodePoint(Math.min(Number.parseInt(code, hex === '' ? 10 : 16), 0x10ffff)),
    );
  },
  'operator.xor': ([a, b], note) => {
    note('xor');
    return asNumber(a) ^ asNumber(b);
  },
  'textwrap.dedent': ([value]) => asText(value),
  // What is compiled is the text still, for whoever reads it.
  compile: ([source]) => source ?? unknown(),
  'ast.parse': ([source]) => source ?? unknown(),
};

/** Decoders by the last part of their name: whatever module or alias they are reached by. */
const DECODERS: readonly (readonly [RegExp, Layer, (value: Value | undefined) => Buffer | undefined])[] = [
  [
    /(?:^|\.)(?:b64decode|standard_b64decode|urlsafe_b64decode|decodebytes|decodestring|a2b_base64)$/,
    'base64',
    (value) => fromBase64(asLatin(value).replace(NOT_BASE64, '')),
  ],
  [/(?:^|\.)b32decode$/, 'base32', (value) => fromBase32(asLatin(value))],
  [/(?:^|\.)b85decode$/, 'base85', (value) => fromBase85(asLatin(value))],
  [/(?:^|\.)a85decode$/, 'base85', (value) => fromAscii85(asLatin(value))],
  [
    /(?:^|\.)(?:unhexlify|a2b_hex|b16decode)$|^(?:bytes|bytearray)\.fromhex$/,
    'hex',
    (value) => fromHex(asLatin(value)),
  ],
  [
    /^zlib\.decompress$/,
    'zlib',
    (value) =>
      unpack('zlib', asBytes(value)) ?? unpack('raw', asBytes(value)) ?? unpack('gzip', asBytes(value)),
  ],
  [/^gzip\.decompress$/, 'gzip', (value) => unpack('gzip', asBytes(value))],
];

/** Undefined where the path is of nothing that is worked out here. */
export function builtin(path: string): Builtin | undefined {
  const own = Object.hasOwn(BUILTINS, path) ? BUILTINS[path] : undefined;
  if (own !== undefined) return own;
  const unbound = /^(?:str|bytes|bytearray)\.(\w+)$/.exec(path)?.[1];
  if (unbound !== undefined && unbound !== 'fromhex')
    return ([object, ...args], note, named) => method(object ?? unknown(), unbound, args, named, note);
  const decoder = DECODERS.find(([pattern]) => pattern.test(path));
  if (decoder === undefined) return undefined;
  const [, layer, decode] = decoder;
  return ([value], note) => {
    const bytes = decode(value) ?? unknown();
    note(layer);
    return bytes;
  };
}

function bytesOf(value: Value | undefined, note: Note): Buffer {
  if (value === undefined) return Buffer.alloc(0);
  if (typeof value === 'string') return Buffer.from(value);
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'number') return value <= MAX_VALUE && value >= 0 ? Buffer.alloc(value) : unknown();
  const numbers = asItems(value).map(asNumber);
  if (numbers.some((each) => each < 0 || each > 255)) return unknown();
  note('character codes');
  return Buffer.from(numbers);
}

function rangeOf(from: number, to: number, step: number): number[] {
  const length = Math.max(0, Math.ceil((to - from) / step));
  if (!(length <= MAX_RANGE)) return unknown();
  return Array.from({ length }, (_, at) => from + at * step);
}

function translation(args: readonly Value[]): Value {
  const [from, to] = args;
  if (to === undefined) return from ?? unknown();
  const targets = asItems(to);
  return {
    kind: 'dictionary',
    items: new Map(asItems(from).map((each, at) => [codeOf(each), targets[at] ?? unknown()])),
  };
}

function codeOf(value: Value): number {
  return typeof value === 'string' ? (value.codePointAt(0) ?? unknown()) : asNumber(value);
}

function unquoted(text: string): Buffer {
  const bytes: number[] = [];
  for (const match of text.matchAll(/%([0-9a-f]{2})|([\s\S])/gi)) {
    if (match[1] !== undefined) bytes.push(Number.parseInt(match[1], 16));
    else bytes.push(...Buffer.from(match[2] ?? ''));
  }
  return Buffer.from(bytes);
}
