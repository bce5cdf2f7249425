import type { Layer } from '../../decoders';

/** Values of JavaScript that are worked out. Typed arrays are buffers here; objects have no prototype. */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | Buffer
  | Value[]
  | Dictionary
  | Callable
  | Pattern
  | Named
  | Hole;

export interface Dictionary {
  readonly kind: 'dictionary';
  readonly items: Map<string, Value>;
}

/** A function of the file, or a method with what it belongs to. */
export interface Callable {
  readonly kind: 'callable';
  readonly call: (args: readonly Value[], self: Value) => Value;
  /** Properties that the file gives it. */
  readonly items: Map<string, Value>;
}

export interface Pattern {
  readonly kind: 'pattern';
  readonly source: string;
  readonly flags: string;
}

/** Something outside of the file, by its path: `zlib.inflateSync`, `String`. */
export interface Named {
  readonly kind: 'named';
  readonly path: string;
}

/** A part of a value that is not known, while the others are. */
export interface Hole {
  readonly kind: 'hole';
}
export const HOLE: Hole = { kind: 'hole' };

/** Thrown where a value is not known; what it is about does not matter to anyone. */
export class Unknown extends Error {}
/** Thrown where a bound is reached: the author made it so that nobody works it out. */
export class Beyond extends Error {}
/** What the code itself throws. */
export class Thrown extends Error {
  constructor(readonly value: Value) {
    super();
  }
}
const UNKNOWN = new Unknown();
const BEYOND = new Beyond();
const FAULT = new Thrown({ kind: 'hole' });

export function unknown(): never {
  throw UNKNOWN;
}

export function beyond(): never {
  throw BEYOND;
}

/** As JavaScript would with a TypeError, which the code may catch. */
export function fault(): never {
  throw FAULT;
}

/** What working out is charged to, and told of. */
export interface Meter {
  spend(steps?: number): void;
  note(layer: Layer): void;
  call(fn: Value, args: readonly Value[], self?: Value): Value;
}

export function known(value: Value): Exclude<Value, Hole> {
  return isKind(value, 'hole') ? unknown() : (value as Exclude<Value, Hole>);
}

interface Kinds {
  dictionary: Dictionary;
  callable: Callable;
  pattern: Pattern;
  named: Named;
  hole: Hole;
}

export function isKind<Kind extends keyof Kinds>(value: Value, kind: Kind): value is Kinds[Kind] {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

export function named(path: string): Named {
  return { kind: 'named', path };
}

export function callable(call: Callable['call']): Callable {
  return { kind: 'callable', call, items: new Map() };
}

export function dictionary(entries: Iterable<readonly [string, Value]> = []): Dictionary {
  return { kind: 'dictionary', items: new Map(entries) };
}

export function isTrue(value: Value): boolean {
  const given = known(value);
  // Whether there is something outside of the file is not known.
  if (isKind(given, 'named')) return unknown();
  return typeof given === 'object' && given !== null ? true : Boolean(given);
}

/** A value with what had to be undone for it, in that order. */
export interface WorkedOut {
  readonly value: Value;
  readonly layers: readonly Layer[];
}
