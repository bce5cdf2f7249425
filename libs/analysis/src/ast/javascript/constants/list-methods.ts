import { MAX_VALUE } from '../../decoders';
import { joinedTexts, toCount, toItems, toText } from './conversions';
import { isSame } from './operators';
import { beyond, isKind, isTrue, known, unknown, type Meter, type Value } from './value';

const MAX_FLAT = 12;

/** What a method of a list gives; those that change a list change it. */
export function listMethod(list: Value[], name: string, args: readonly Value[], meter: Meter): Value {
  const [first, second] = args;
  meter.spend(list.length >> 2);
  switch (name) {
    case 'join': {
      if (list.length > 1) meter.note('joined parts');
      return joinedTexts(list, first === undefined ? ',' : toText(first, meter), meter);
    }
    case 'toString':
      return toText(list, meter);
    case 'reverse':
      meter.note('reversed');
      return list.reverse();
    case 'toReversed':
      meter.note('reversed');
      return [...list].reverse();
    case 'push':
    case 'unshift':
      if (list.length + args.length > MAX_VALUE) return beyond();
      meter.spend(args.length);
      return name === 'push' ? list.push(...args) : list.unshift(...args);
    case 'pop':
      return list.pop();
    case 'shift':
      return list.shift();
    case 'slice':
      return list.slice(toCount(first, meter, 0), toCount(second, meter, list.length));
    case 'splice': {
      const count = args.length === 1 ? list.length : toCount(second, meter, 0);
      if (list.length + args.length > MAX_VALUE) return beyond();
      return list.splice(toCount(first, meter, 0), count, ...args.slice(2));
    }
    case 'concat': {
      const given = args.flatMap((arg) => (Array.isArray(arg) ? arg : [arg]));
      if (list.length + given.length > MAX_VALUE) return beyond();
      meter.spend((list.length + given.length) >> 2);
      return [...list, ...given];
    }
    case 'at':
      return list.at(toCount(first, meter, 0));
    case 'indexOf':
      return list.findIndex((each) => isSame(each, first));
    case 'includes':
      return list.some((each) => isSame(each, first));
    case 'fill':
      return list.fill(first, toCount(second, meter, 0), toCount(args[2], meter, list.length));
    case 'keys':
      return list.map((_, at) => at);
    case 'values':
      return [...list];
    case 'entries':
      return list.map((each, at) => [at, each]);
    case 'flat':
      return flat(list, toCount(first, meter, 1), meter, []);
    case 'sort':
      return sorted(list, first, meter);
    case 'reduce':
    case 'reduceRight':
      return reduced(name === 'reduce' ? list : [...list].reverse(), args, meter);
    default:
      return withCallback(list, name, first, meter);
  }
}

function withCallback(list: readonly Value[], name: string, fn: Value, meter: Meter): Value {
  const call = (each: Value, at: number) => meter.call(fn, [each, at, list as Value[]]);
  const test = (each: Value, at: number) => isTrue(call(each, at));
  // Of the list as it is now: a callback that makes it longer is not called for that.
  const now = [...list];
  switch (name) {
    case 'map':
      return now.map(call);
    case 'filter':
      return now.filter(test);
    case 'forEach':
      now.forEach(call);
      return undefined;
    case 'some':
      return now.some(test);
    case 'every':
      return now.every(test);
    case 'find':
      return now.find(test);
    case 'findIndex':
      return now.findIndex(test);
    case 'flatMap':
      return flat(now.map(call), 1, meter, []);
    default:
      return unknown();
  }
}

function reduced(list: readonly Value[], [fn, first]: readonly Value[], meter: Meter): Value {
  const isGiven = first !== undefined;
  if (!isGiven && list.length === 0) return unknown();
  let held = isGiven ? first : list[0];
  for (let at = isGiven ? 0 : 1; at < list.length; at += 1)
    held = meter.call(fn, [held, list[at], at, list as Value[]]);
  return held;
}

function flat(list: readonly Value[], depth: number, meter: Meter, into: Value[]): Value[] {
  if (depth > MAX_FLAT && list.some(Array.isArray)) return beyond();
  for (const each of list) {
    meter.spend();
    if (into.length > MAX_VALUE) return beyond();
    if (Array.isArray(each) && depth > 0) flat(each, depth - 1, meter, into);
    else into.push(each);
  }
  return into;
}

function sorted(list: Value[], fn: Value, meter: Meter): Value {
  meter.spend(list.length * 8);
  if (fn !== undefined)
    return list.sort((a, b) => {
      const order = known(meter.call(fn, [a, b]));
      return typeof order === 'number' ? order : unknown();
    });
  const keyed = list.map((each) => ({ each, key: toText(each, meter) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  list.splice(0, list.length);
  for (const { each } of keyed) list.push(each);
  return list;
}

/** `Array.from(x, fn)` */
export function listFrom(value: Value, fn: Value, meter: Meter): Value[] {
  const given = known(value);
  const length = isKind(given, 'dictionary') ? given.items.get('length') : undefined;
  if (length !== undefined) {
    if (typeof length !== 'number' || length > MAX_VALUE / 4) return beyond();
    meter.spend(length);
  }
  const items =
    typeof length === 'number'
      ? Array.from({ length }, (_, at) => (given as { items: Map<string, Value> }).items.get(String(at)))
      : typeof given === 'string'
        ? [...given]
        : [...toItems(given, meter)];
  return fn === undefined ? items : items.map((each, at) => meter.call(fn, [each, at]));
}
