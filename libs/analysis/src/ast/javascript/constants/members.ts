import { bytesMethod } from './bytes-methods';
import { isBuiltin, isConstantName, constantOf } from './builtins';
import { toKey, toNumber } from './conversions';
import { listMethod } from './list-methods';
import { patternMethod } from './text-patterns';
import { numberMethod, textMethod } from './text-methods';
import {
  beyond,
  callable,
  fault,
  isKind,
  known,
  named,
  unknown,
  type Callable,
  type Meter,
  type Value,
} from './value';

/** Items of a list; further ones are not put into it. */
const MAX_ITEMS = 1 << 20;
const GLOBALS = /^(?:globalThis|global|window|self|globalThis\.globalThis)\./;
const HANDS_ON = /^(?:call|apply|bind)$/;
/** Nothing has a prototype here, so that none can be reached or changed. */
const PROTOTYPES =
  /^(?:__proto__|prototype|__defineGetter__|__defineSetter__|__lookupGetter__|__lookupSetter__)$/;

/** What `value.key` gives; undefined, as a value, for what an object of the file does not have. */
export function member(value: Value, key: string | number, meter: Meter): Value {
  const given = known(value);
  if (given === undefined || given === null) return fault();
  if (typeof key === 'number') {
    if (typeof given === 'string' || Buffer.isBuffer(given)) return given[key];
    if (Array.isArray(given)) return given[key];
  }
  const name = String(key);
  if (isKind(given, 'named'))
    return isBuiltin(given.path) && HANDS_ON.test(name)
      ? handedOn(given, name, meter)
      : memberOfNamed(given.path, name);
  if (isKind(given, 'dictionary')) return ofDictionary(given.items, name, meter);
  if (PROTOTYPES.test(name)) return unknown();
  if (name === 'constructor') return named(constructorOf(given));
  if (isKind(given, 'callable')) return ofCallable(given, name, meter);
  if (isKind(given, 'pattern')) {
    if (name === 'source' || name === 'flags') return given[name];
    return callable((args) => patternMethod(given, name, args, meter));
  }
  if (typeof given === 'string' || Array.isArray(given) || Buffer.isBuffer(given)) {
    if (name === 'length' || name === 'byteLength') return given.length;
    if (/^(?:0|[1-9]\d{0,9})$/.test(name)) return given[Number(name)];
  }
  return callable((args) => method(given, name, args, meter));
}

function constructorOf(value: Value): string {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'number') return 'Number';
  if (typeof value === 'boolean') return 'Boolean';
  if (Array.isArray(value)) return 'Array';
  if (Buffer.isBuffer(value)) return 'Buffer';
  return isKind(value, 'callable') ? 'Function' : unknown();
}

function memberOfNamed(path: string, name: string): Value {
  if (name === 'default') return named(path);
  if (name === 'constructor') return isBuiltin(path) ? named('Function') : unknown();
  const inner = `${path}.${name}`.replace(GLOBALS, '');
  return isConstantName(inner) ? constantOf(inner) : named(inner);
}

function ofDictionary(items: ReadonlyMap<string, Value>, name: string, meter: Meter): Value {
  if (items.has(name)) return items.get(name);
  if (name === 'hasOwnProperty') return callable(([key]) => items.has(toKey(key, meter)));
  return /^(?:constructor|__proto__|toString|valueOf|isPrototypeOf|propertyIsEnumerable|toLocaleString)$/.test(
    name,
  )
    ? unknown()
    : undefined;
}

function ofCallable(fn: Callable, name: string, meter: Meter): Value {
  if (HANDS_ON.test(name)) return handedOn(fn, name, meter);
  if (fn.items.has(name)) return fn.items.get(name);
  return /^(?:name|length|toString|arguments|caller)$/.test(name) ? unknown() : undefined;
}

function handedOn(fn: Value, name: string, meter: Meter): Value {
  if (name === 'call') return callable(([self, ...args]) => meter.call(fn, args, self));
  if (name === 'apply')
    return callable(([self, args]) => meter.call(fn, args === undefined ? [] : asList(args), self));
  return callable(([self, ...first]) => callable((args) => meter.call(fn, [...first, ...args], self)));
}

function asList(value: Value): readonly Value[] {
  const given = known(value);
  if (Buffer.isBuffer(given)) return [...given];
  return Array.isArray(given) ? given : unknown();
}

function method(value: Value, name: string, args: readonly Value[], meter: Meter): Value {
  meter.spend(2);
  if (typeof value === 'string') return textMethod(value, name, args, meter);
  if (Array.isArray(value)) return listMethod(value, name, args, meter);
  if (Buffer.isBuffer(value)) return bytesMethod(value, name, args, meter);
  return numberMethod(value, name, args, meter);
}

export function setMember(object: Value, key: string | number, value: Value, meter: Meter): void {
  const given = known(object);
  const name = String(key);
  if (PROTOTYPES.test(name)) return unknown();
  if (isKind(given, 'dictionary') || isKind(given, 'callable')) {
    if (given.items.size > MAX_ITEMS) return beyond();
    meter.spend();
    given.items.set(name, value);
    return;
  }
  if (Array.isArray(given) && name === 'length') {
    const length = toNumber(value, meter);
    if (!Number.isInteger(length) || length < 0) return unknown();
    if (length > MAX_ITEMS || length > given.length + 1_000) return beyond();
    given.length = length;
    return;
  }
  if (!/^(?:0|[1-9]\d{0,15})$/.test(name)) return unknown();
  const at = Number(name);
  if (Buffer.isBuffer(given)) {
    given[at] = toNumber(value, meter);
    return;
  }
  if (!Array.isArray(given)) return unknown();
  // A list with one item far away would be filled up to it.
  if (at > given.length + 10_000 || at > MAX_ITEMS) return beyond();
  meter.spend(Math.max(1, at - given.length));
  while (given.length < at) given.push(undefined);
  given[at] = value;
}
