import type { Layer } from '../../decoders';

/** Values of Python that are worked out. Tuples are lists here, and sets are too. */
export type Value =
  string | number | bigint | boolean | null | Buffer | Value[] | Dictionary | Callable | Place;

export interface Dictionary {
  readonly kind: 'dictionary';
  readonly items: Map<string | number, Value>;
}

/** A function of the file, or one of Python's by its path, with what comes before its arguments. */
export interface Callable {
  readonly kind: 'callable';
  readonly call: (args: readonly Value[], named: ReadonlyMap<string, Value>) => Value;
}

/** A path, or an open file, in the package. */
export interface Place {
  readonly kind: 'place';
  readonly path: string;
  /** Undefined: what is read is text. */
  readonly isBytes?: boolean;
}

/** Thrown where a value is not known; what it is about does not matter to anyone. */
export class Unknown extends Error {}
const UNKNOWN = new Unknown();

export function unknown(): never {
  throw UNKNOWN;
}

export function isCallable(value: Value | undefined): value is Callable {
  return value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'callable';
}

export function isDictionary(value: Value | undefined): value is Dictionary {
  return value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'dictionary';
}

export function isPlace(value: Value | undefined): value is Place {
  return value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'place';
}

export function asNumber(value: Value | undefined): number {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'number' ? value : unknown();
}

export function asText(value: Value | undefined): string {
  return typeof value === 'string' ? value : unknown();
}

export function asBytes(value: Value | undefined): Buffer {
  return Buffer.isBuffer(value) ? value : unknown();
}

/** What decoders take: bytes, or the text of bytes. */
export function asLatin(value: Value | undefined): string {
  return typeof value === 'string' ? value : asBytes(value).toString('latin1');
}

/** What a loop goes through. */
export function asItems(value: Value | undefined): Value[] {
  if (typeof value === 'string') return [...value];
  if (Buffer.isBuffer(value)) return [...value];
  if (Array.isArray(value)) return value;
  return isDictionary(value) ? [...value.items.keys()] : unknown();
}

export function isTrue(value: Value): boolean {
  if (typeof value === 'string' || Buffer.isBuffer(value) || Array.isArray(value)) return value.length > 0;
  return isDictionary(value) ? value.items.size > 0 : Boolean(value);
}

export function isSame(a: Value, b: Value): boolean {
  if (Buffer.isBuffer(a) && Buffer.isBuffer(b)) return a.equals(b);
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, at) => isSame(each, b[at] as Value));
  return a === b;
}

/** A value with what had to be undone for it, in that order. */
export interface WorkedOut {
  readonly value: Value;
  readonly layers: readonly Layer[];
}
