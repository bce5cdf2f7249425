import { posix } from 'node:path';
import { MAX_VALUE, type Packing } from '../../decoders';
import { bareModule } from '../scopes';
import { bounded, joinedTexts, toBytes, toCount, toItems, toNumber, toText } from './conversions';
import { asText, fromBase64, fromText, unescaped, unpacked } from './encodings';
import { listFrom } from './list-methods';
import { patternOf } from './text-patterns';
import {
  beyond,
  callable,
  dictionary,
  fault,
  isKind,
  isTrue,
  known,
  named,
  unknown,
  type Meter,
  type Value,
} from './value';

type Builtin = (args: readonly Value[], meter: Meter, self: Value) => Value;

const MAX_ITEMS = 1 << 20;
const PACKINGS: Readonly<Record<string, Packing>> = {
  inflate: 'zlib',
  unzip: 'gzip',
  gunzip: 'gzip',
  inflateRaw: 'raw',
  brotliDecompress: 'brotli',
};
const MATHS = [
  'abs',
  'ceil',
  'floor',
  'round',
  'trunc',
  'sign',
  'sqrt',
  'max',
  'min',
  'pow',
  'imul',
  'log2',
  'clz32',
] as const;

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['Math.PI', Math.PI],
  ['Number.MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER],
  ['path.sep', '/'],
  ['path.posix.sep', '/'],
  ['os.EOL', '\n'],
  ['import.meta.dirname', '.'],
  ['import.meta.filename', './__filename'],
]);

/** A closed list: functions without effects, by the path that code names them by. */
const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['String', ([value], meter) => (value === undefined ? '' : toText(value, meter))],
  ['Number', ([value], meter) => (typeof value === 'bigint' ? Number(value) : toNumber(value, meter))],
  ['Boolean', ([value]) => isTrue(value)],
  ['BigInt', ([value], meter) => bigOf(value, meter)],
  ['String.fromCharCode', (args, meter) => characters(args, meter, (code) => String.fromCharCode(code))],
  [
    'String.fromCodePoint',
    (args, meter) =>
      characters(args, meter, (code) =>
        Number.isInteger(code) && code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : fault(),
      ),
  ],
  [
    'parseInt',
    ([text, base], meter) => Number.parseInt(toText(text, meter), toCount(base, meter, 0) || undefined),
  ],
  ['parseFloat', ([text], meter) => Number.parseFloat(toText(text, meter))],
  ['isNaN', ([value], meter) => Number.isNaN(toNumber(value, meter))],
  ['Number.isInteger', ([value]) => Number.isInteger(known(value))],
  ['atob', ([text], meter) => fromBase64(toText(text, meter), meter)],
  ['btoa', ([text], meter) => bounded(Buffer.from(toText(text, meter), 'latin1').toString('base64'), meter)],
  ['unescape', ([text], meter) => unescaped(toText(text, meter), false, meter)],
  ['decodeURIComponent', ([text], meter) => unescaped(toText(text, meter), true, meter)],
  ['decodeURI', ([text], meter) => unescaped(toText(text, meter), true, meter)],
  ['encodeURIComponent', ([text], meter) => encoded(toText(text, meter), meter)],
  ['escape', ([text], meter) => bounded(escapedText(toText(text, meter)), meter)],
  ['Buffer.from', ([value, encoding], meter) => bufferFrom(value, encoding, meter)],
  ['Buffer', ([value, encoding], meter) => bufferFrom(value, encoding, meter)],
  ['Uint8Array', ([value], meter) => bufferFrom(value, undefined, meter)],
  ['Uint8Array.from', ([value, fn], meter) => bufferFrom(listFrom(value, fn, meter), undefined, meter)],
  ['Buffer.alloc', ([value], meter) => bufferFrom(toCount(value, meter, 0), undefined, meter)],
  ['Buffer.allocUnsafe', ([value], meter) => bufferFrom(toCount(value, meter, 0), undefined, meter)],
  ['Buffer.concat', ([list], meter) => concatenated(list, meter)],
  ['TextDecoder', ([encoding], meter) => textDecoder(encoding, meter)],
  ['TextEncoder', () => dictionary([['encode', callable(([text]) => Buffer.from(asString(text)))]])],
  ['Array', (args, meter) => arrayOf(args, meter)],
  ['Array.of', (args) => [...args]],
  ['Array.from', ([value, fn], meter) => listFrom(value, fn, meter)],
  ['Array.isArray', ([value]) => Array.isArray(known(value))],
  ['Object', () => dictionary()],
  ['Object.create', () => dictionary()],
  ['Object.freeze', ([value]) => known(value)],
  ['Object.keys', ([value], meter) => entries(value, meter).map(([key]) => key)],
  ['Object.values', ([value], meter) => entries(value, meter).map(([, each]) => each)],
  ['Object.entries', ([value], meter) => entries(value, meter).map(([key, each]) => [key, each])],
  [
    'Object.fromEntries',
    ([value], meter) =>
      dictionary(
        toItems(value, meter).map((pair) => {
          const [key, each] = toItems(pair, meter);
          return [toText(key, meter), each] as const;
        }),
      ),
  ],
  ['JSON.parse', ([text], meter) => parsed(toText(text, meter), meter)],
  ['RegExp', ([source, flags], meter) => patternOf(source, flags, meter)],
  ['Reflect.apply', ([fn, self, args], meter) => meter.call(fn, toItems(args, meter), self)],
  ['require', ([name], meter) => named(bareModule(toText(name, meter)))],
  ['process.getBuiltinModule', ([name], meter) => named(bareModule(toText(name, meter)))],
  ['require.resolve', ([name], meter) => toText(name, meter)],
  ['url.fileURLToPath', ([name], meter) => toText(name, meter)],
  ['Error', ([text]) => dictionary([['message', text]])],
  ['path.join', (args, meter) => joinedPath(args, meter)],
  ['path.resolve', (args, meter) => joinedPath(args, meter)],
  ['path.posix.join', (args, meter) => joinedPath(args, meter)],
  ...MATHS.map((name): [string, Builtin] => [
    `Math.${name}`,
    (args, meter) => {
      meter.spend(args.length);
      const numbers = args.map((arg) => toNumber(arg, meter));
      return (Math[name] as (...given: number[]) => number)(...numbers);
    },
  ]),
  ...Object.entries(PACKINGS).map(([name, packing]): [string, Builtin] => [
    `zlib.${name}Sync`,
    ([bytes], meter) => unpacked(packing, bytes, meter),
  ]),
]);

export function builtin(path: string): Builtin | undefined {
  return BUILTINS.get(path);
}

const ROOTS: ReadonlySet<string> = new Set([
  ...[...BUILTINS.keys(), ...CONSTANTS.keys()].map((path) => path.replace(/\..*/, '')),
  ...'globalThis global window self fs fs-extra graceful-fs arguments undefined NaN Infinity __dirname __filename module eval Function Reflect'.split(
    ' ',
  ),
]);

/** Whether something that is known begins with this name. */
export function isRoot(name: string): boolean {
  return ROOTS.has(name);
}

export function isBuiltin(path: string): boolean {
  return BUILTINS.has(path);
}

export function isConstantName(path: string): boolean {
  return CONSTANTS.has(path);
}

export function constantOf(path: string): Value {
  return CONSTANTS.get(path);
}

function asString(value: Value): string {
  return typeof value === 'string' ? value : unknown();
}

function characters(args: readonly Value[], meter: Meter, of: (code: number) => string): string {
  meter.note('character codes');
  meter.spend(args.length);
  let text = '';
  for (const arg of args) text += of(toNumber(arg, meter));
  return text;
}

function bigOf(value: Value, meter: Meter): bigint {
  const text = typeof value === 'bigint' ? value : toText(value, meter);
  if (typeof text === 'string' && text.length > 20_000) return beyond();
  try {
    return BigInt(text);
  } catch {
    return fault();
  }
}

function encoded(text: string, meter: Meter): string {
  try {
    return bounded(encodeURIComponent(text), meter);
  } catch {
    return fault();
  }
}

function escapedText(text: string): string {
  return text.replace(/[^\w@*+./-]/g, (char) => {
    const code = char.charCodeAt(0);
    return code < 256
      ? `%${code.toString(16).toUpperCase().padStart(2, '0')}`
      : `%u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

function bufferFrom(value: Value, encoding: Value, meter: Meter): Buffer {
  if (typeof value === 'number') {
    if (value > MAX_VALUE) return beyond();
    meter.spend(value >> 4);
    return value >= 0 ? Buffer.alloc(value) : unknown();
  }
  if (typeof value !== 'string') return Buffer.from(toBytes(value, meter));
  return fromText(value, encoding === undefined ? 'utf8' : toText(encoding, meter), meter);
}

function concatenated(list: Value, meter: Meter): Buffer {
  const parts = toItems(list, meter).map((each) => toBytes(each, meter));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > MAX_VALUE) return beyond();
  meter.spend(length >> 4);
  return Buffer.concat(parts);
}

function textDecoder(encoding: Value, meter: Meter): Value {
  const name = encoding === undefined ? 'utf-8' : toText(encoding, meter);
  return dictionary([['decode', callable(([bytes]) => asText(toBytes(bytes, meter), name, meter))]]);
}

function arrayOf(args: readonly Value[], meter: Meter): Value[] {
  const [length] = args;
  if (args.length !== 1 || typeof length !== 'number') return [...args];
  if (length > MAX_ITEMS) return beyond();
  meter.spend(length);
  return Number.isInteger(length) && length >= 0 ? Array.from({ length }, () => undefined) : fault();
}

function entries(value: Value, meter: Meter): (readonly [string, Value])[] {
  const given = known(value);
  if (isKind(given, 'dictionary')) {
    meter.spend(given.items.size);
    return [...given.items];
  }
  return toItems(given, meter).map((each, at) => [String(at), each]);
}

/** Depth is bounded by the parser, which gives up where its stack ends. */
function parsed(text: string, meter: Meter): Value {
  meter.spend(text.length >> 1);
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return fault();
  }
  return ofJson(given, 0);
}

function ofJson(value: unknown, depth: number): Value {
  if (depth > 100) return beyond();
  if (Array.isArray(value)) return value.map((each) => ofJson(each, depth + 1));
  if (typeof value !== 'object' || value === null) return value as Value;
  return dictionary(Object.entries(value).map(([key, each]) => [key, ofJson(each, depth + 1)] as const));
}

/** Below the file's own folder, which is all that is known of where it lies. */
function joinedPath(args: readonly Value[], meter: Meter): string {
  return `./${posix.normalize(joinedTexts(args, '/', meter))}`;
}
