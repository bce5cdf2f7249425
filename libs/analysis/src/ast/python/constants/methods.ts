import { MAX_VALUE, type Layer } from '../../decoders';
import { decoded, written } from './encodings';
import { asItems, asLatin, asNumber, asText, isDictionary, isSame, unknown, type Value } from './value';

type Note = (layer: Layer) => void;
export type Named = ReadonlyMap<string, Value>;

/** What a method of a value gives; those that change a list change it. */
export function method(object: Value, name: string, args: readonly Value[], named: Named, note: Note): Value {
  if (typeof object === 'bigint' || typeof object === 'number')
    return ofNumber(object, name, args, named, note);
  if (isDictionary(object)) return ofDictionary(object.items, name, args);
  if (Array.isArray(object)) return ofList(object, name, args, note);
  if (Buffer.isBuffer(object)) return ofBytes(object, name, args, named, note);
  return typeof object === 'string' ? ofText(object, name, args, named, note) : unknown();
}

function ofText(text: string, name: string, args: readonly Value[], named: Named, note: Note): Value {
  const [first, second] = args;
  switch (name) {
    case 'encode':
      return encoded(text, asText(first ?? named.get('encoding') ?? 'utf-8'));
    case 'join': {
      note('joined parts');
      const parts = asItems(first).map(asText);
      return bounded(parts.join(text));
    }
    case 'replace':
      return bounded(text.split(asText(first)).join(asText(second)));
    case 'split':
      return first === undefined || first === null
        ? text.split(/\s+/).filter((part) => part !== '')
        : text.split(asText(first) || unknown());
    case 'splitlines':
      return text.split(/\r?\n/);
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      return stripped(text, name, first === undefined ? undefined : asText(first));
    case 'lower':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'swapcase':
      return [...text]
        .map((char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase()))
        .join('');
    case 'translate':
      note('moved characters');
      return translated(text, first);
    case 'find':
    case 'index':
      return text.indexOf(asText(first));
    case 'format':
      return formatted(text, args, named);
    case 'zfill':
      return text.padStart(asNumber(first), '0');
    case 'isalpha':
      return /^[a-z]+$/i.test(text);
    case 'isupper':
      return /^[^a-z]*[A-Z][^a-z]*$/.test(text);
    case 'islower':
      return /^[^A-Z]*[a-z][^A-Z]*$/.test(text);
    case 'isdigit':
      return /^\d+$/.test(text);
    default:
      return unknown();
  }
}

function ofBytes(bytes: Buffer, name: string, args: readonly Value[], named: Named, note: Note): Value {
  switch (name) {
    case 'decode':
      return decoded(bytes, asText(args[0] ?? named.get('encoding') ?? 'utf-8'), note);
    case 'hex':
      return bytes.toString('hex');
    case 'tobytes':
      return bytes;
    case 'translate':
      note('moved characters');
      return Buffer.from(translated(bytes.toString('latin1'), args[0]), 'latin1');
    case 'join':
      return bounded(asItems(args[0]).map(asLatin).join(bytes.toString('latin1')), true);
    case 'split':
      return bytes
        .toString('latin1')
        .split(args[0] === undefined ? /\s+/ : asLatin(args[0]) || unknown())
        .map((part) => Buffer.from(part, 'latin1'));
    default: {
      // The others are those of text, of one character for each byte.
      const latin = args.map((arg) => (Buffer.isBuffer(arg) ? arg.toString('latin1') : arg));
      const given = ofText(bytes.toString('latin1'), name, latin, named, note);
      return typeof given === 'string' ? Buffer.from(given, 'latin1') : given;
    }
  }
}

function ofList(list: Value[], name: string, args: readonly Value[], note: Note): Value {
  const [first, second] = args;
  switch (name) {
    case 'append':
      if (first === undefined || list.length > MAX_VALUE) return unknown();
      list.push(first);
      return null;
    case 'extend':
      list.push(...asItems(first));
      return null;
    case 'insert':
      list.splice(asNumber(first), 0, second ?? unknown());
      return null;
    case 'reverse':
      note('reversed');
      list.reverse();
      return null;
    case 'pop':
      return (first === undefined ? list.pop() : list.splice(asNumber(first), 1)[0]) ?? unknown();
    case 'index':
      return list.findIndex((each) => isSame(each, first ?? null));
    case 'copy':
      return [...list];
    default:
      return unknown();
  }
}

function ofDictionary(items: Map<string | number, Value>, name: string, args: readonly Value[]): Value {
  switch (name) {
    case 'get': {
      const [key, otherwise] = args;
      if (typeof key !== 'string' && typeof key !== 'number') return unknown();
      return items.get(key) ?? otherwise ?? null;
    }
    case 'keys':
      return [...items.keys()];
    case 'values':
      return [...items.values()];
    case 'items':
      return [...items].map(([key, value]) => [key, value]);
    default:
      return unknown();
  }
}

/** `int.to_bytes`: a number that is code. */
function ofNumber(
  value: number | bigint,
  name: string,
  args: readonly Value[],
  named: Named,
  note: Note,
): Value {
  if (name !== 'to_bytes') return unknown();
  const length = asNumber(args[0] ?? named.get('length'));
  const order = asText(args[1] ?? named.get('byteorder') ?? 'big');
  if (length > MAX_VALUE) return unknown();
  note('character codes');
  const hex = BigInt(value).toString(16);
  const bytes = Buffer.from(hex.padStart(length * 2, '0').slice(-length * 2), 'hex');
  return order === 'little' ? bytes.reverse() : bytes;
}

function encoded(text: string, encoding: string): Buffer {
  const name = encoding.toLowerCase().replace(/[-_]/g, '');
  if (name === 'latin1' || name === 'iso88591') return Buffer.from(text, 'latin1');
  return name === 'utf8' || name === 'ascii' ? Buffer.from(text) : unknown();
}

function bounded(text: string): string;
function bounded(text: string, asBytes: true): Buffer;
function bounded(text: string, asBytes?: true): string | Buffer {
  if (text.length > MAX_VALUE) return unknown();
  return asBytes === true ? Buffer.from(text, 'latin1') : text;
}

function stripped(text: string, name: string, chars: string | undefined): string {
  const isStripped = (char: string) => (chars === undefined ? /\s/.test(char) : chars.includes(char));
  let [from, to] = [0, text.length];
  if (name !== 'rstrip') while (from < to && isStripped(text[from] as string)) from += 1;
  if (name !== 'lstrip') while (to > from && isStripped(text[to - 1] as string)) to -= 1;
  return text.slice(from, to);
}

function translated(text: string, table: Value | undefined): string {
  if (Buffer.isBuffer(table))
    return [...text].map((char) => String.fromCharCode(table[char.charCodeAt(0)] ?? unknown())).join('');
  if (!isDictionary(table)) return unknown();
  return [...text]
    .map((char) => {
      const to = table.items.get(char.codePointAt(0) ?? 0) ?? table.items.get(char);
      if (to === undefined) return char;
      return typeof to === 'number' ? String.fromCodePoint(to) : to === null ? '' : asText(to);
    })
    .join('');
}

/** `'{}{}'.format(a, b)`; with anything between the braces but a number or a name it is not worked out. */
function formatted(text: string, args: readonly Value[], named: Named): string {
  let next = 0;
  const given = text.replace(/\{\{|\}\}|\{(\w*)\}|\{/g, (all, key?: string) => {
    if (all === '{{' || all === '}}') return all.charAt(0);
    if (key === undefined) return unknown();
    const value = key === '' ? args[next++] : /^\d+$/.test(key) ? args[Number(key)] : named.get(key);
    return written(value ?? unknown());
  });
  return bounded(given);
}

/** `'%s%s' % (a, b)` */
export function percentFormatted(text: string, value: Value): string {
  const values = Array.isArray(value) ? value : [value];
  let next = 0;
  const given = text.replace(/%(?:([sdcx%])|[\s\S]?)/g, (_, kind?: string) => {
    if (kind === '%') return '%';
    const each = values[next++] ?? unknown();
    if (kind === 's') return written(each);
    if (kind === 'd') return String(asNumber(each));
    if (kind === 'x') return asNumber(each).toString(16);
    if (kind === 'c') return typeof each === 'string' ? each : String.fromCodePoint(asNumber(each));
    return unknown();
  });
  return bounded(given);
}
