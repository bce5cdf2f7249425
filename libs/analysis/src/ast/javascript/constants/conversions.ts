import { MAX_VALUE } from '../../decoders';
import { beyond, isKind, known, unknown, type Meter, type Value } from './value';

/** Of lists in lists: text of a list that holds another twice, which holds another twice … */
const MAX_LISTS = 12;

/** As `String(value)` gives it. */
export function toText(value: Value, meter: Meter, depth = 0): string {
  if (typeof value === 'string') return value;
  const given = known(value);
  if (Array.isArray(given)) {
    if (depth > MAX_LISTS) return beyond();
    return joinedTexts(given, ',', meter, depth + 1);
  }
  if (Buffer.isBuffer(given)) return bounded(given.toString('utf8'), meter);
  if (typeof given === 'bigint' || typeof given !== 'object' || given === null) return String(given);
  return isKind(given, 'dictionary') && !given.items.has('toString') ? '[object Object]' : unknown();
}

export function joinedTexts(list: readonly Value[], separator: string, meter: Meter, depth = 0): string {
  const parts: string[] = [];
  let length = 0;
  meter.spend(list.length);
  for (const each of list) {
    const part = each === undefined || each === null ? '' : toText(each, meter, depth);
    length += part.length + separator.length;
    if (length > MAX_VALUE) return beyond();
    parts.push(part);
  }
  meter.spend(length >> 4);
  return parts.join(separator);
}

/** A text that is larger than anything hides in is not kept, and making it costs. */
export function bounded(text: string, meter: Meter): string {
  if (text.length > MAX_VALUE) return beyond();
  meter.spend(text.length >> 4);
  return text;
}

export function toNumber(value: Value, meter: Meter): number {
  if (typeof value === 'number') return value;
  const given = known(value);
  if (given === undefined) return Number.NaN;
  if (given === null || typeof given === 'boolean') return Number(given);
  if (typeof given === 'bigint') return unknown();
  if (typeof given === 'string' || Array.isArray(given)) return Number(toText(given, meter));
  return isKind(given, 'dictionary') ? Number.NaN : unknown();
}

/** A number that says how many or where. */
export function toCount(value: Value, meter: Meter, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = Math.trunc(toNumber(value, meter));
  return Number.isNaN(number) ? 0 : number;
}

/** What a loop, a spread or a destructuring goes through. */
export function toItems(value: Value, meter: Meter): readonly Value[] {
  const given = known(value);
  if (Array.isArray(given)) return given;
  if (typeof given !== 'string' && !Buffer.isBuffer(given)) return unknown();
  meter.spend(given.length);
  return [...given];
}

/** What takes the place of bytes: a buffer, or a list of numbers. */
export function toBytes(value: Value, meter: Meter): Buffer {
  const given = known(value);
  if (Buffer.isBuffer(given)) return given;
  if (!Array.isArray(given)) return unknown();
  meter.spend(given.length);
  return Buffer.from(given.map((each) => toNumber(each, meter)));
}

/** The name of a member. */
export function toKey(value: Value, meter: Meter): string {
  return typeof value === 'number' ? String(value) : toText(value, meter);
}
