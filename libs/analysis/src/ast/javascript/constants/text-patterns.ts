import { MAX_VALUE } from '../../decoders';
import { bounded, toCount, toText } from './conversions';
import { beyond, isKind, unknown, type Meter, type Pattern, type Value } from './value';

/**
 * Patterns are the author's, and so are the texts: only those are tried of which nobody can make a search that does not
 * end. No groups that repeat, no references, nothing that looks around; what the worst text would cost is paid before.
 */
const RISKY = /\(\?[=!<]|\\[1-9k]|\)[*+?{]/;
const ESCAPED = /\\[^]/g;
const CLASS = /\[[^\]]*\]/g;
const REPEATS = /[*+?]|\{(\d+)(,?)(\d*)\}/g;
const MAX_PATTERN = 500;
const MAX_COUNT = 1_000;

function compiled(pattern: Pattern, text: string, meter: Meter): RegExp {
  const { source, flags } = pattern;
  if (source.length > MAX_PATTERN) return beyond();
  const plain = source
    .replace(ESCAPED, (each) => (/\\[1-9k]/.test(each) ? each : 'a'))
    .replace(CLASS, 'a')
    .replaceAll('(?:', '(');
  if (RISKY.test(plain) || !/^[dgimsuy]*$/.test(flags)) return unknown();
  meter.spend(Math.min(costOf(plain, text.length) / 8, Number.MAX_SAFE_INTEGER));
  try {
    return new RegExp(source, flags);
  } catch {
    return unknown();
  }
}

/** Ways that a search can take: each choice multiplies them, and what repeats without end can begin anywhere. */
function costOf(plain: string, length: number): number {
  const alternatives = plain.split('|').length - 1;
  let cost = length + 16;
  cost *= plain.includes('(') ? 2 ** alternatives : alternatives + 1;
  const repeats = [...plain.matchAll(REPEATS)];
  const last = repeats.at(-1);
  const isAtEnd =
    repeats.length === 1 &&
    alternatives === 0 &&
    (last?.index ?? 0) + (last?.[0].length ?? 0) === plain.length;
  for (const [all, least, comma, most] of repeats) {
    if (all === '?') cost *= 2;
    else if (least === undefined || (comma === ',' && most === '')) cost *= isAtEnd ? 1 : length;
    else {
      const count = Number(most === '' ? least : most);
      if (count > MAX_COUNT) return Number.MAX_SAFE_INTEGER;
      cost *= isAtEnd ? 1 : count + 1;
    }
  }
  return cost;
}

export function patternMethod(pattern: Pattern, name: string, args: readonly Value[], meter: Meter): Value {
  const text = toText(args[0], meter);
  // With `g` or `y` it remembers where it was.
  if (/[gy]/.test(pattern.flags)) return unknown();
  if (name === 'test') return compiled(pattern, text, meter).test(text);
  return name === 'exec' ? (matched(text, pattern, false, meter) as Value) : unknown();
}

export function matched(text: string, pattern: Pattern, isAll: boolean, meter: Meter): Value {
  if (/y/.test(pattern.flags)) return unknown();
  const regex = compiled(pattern, text, meter);
  if (!regex.global) {
    const found = regex.exec(text);
    return found === null ? null : isAll ? unknown() : [...found];
  }
  const found: Value[] = [];
  for (const each of text.matchAll(regex)) {
    meter.spend();
    found.push(isAll ? [...each] : each[0]);
  }
  return found.length === 0 && !isAll ? null : found;
}

export function splitBy(text: string, by: Value, limit: Value, meter: Meter): Value {
  const count = limit === undefined ? undefined : toCount(limit, meter, 0);
  meter.spend(text.length);
  if (by === undefined) return [text];
  if (isKind(by, 'pattern')) return text.split(compiled(by, text, meter), count);
  return text.split(toText(by, meter), count);
}

/** Any of `$1`, `$&`, `$$`; what stands before and after would make texts that grow with the square of their length. */
const REFERENCE = /\$(\$|&|\d{1,2}|[`'<])/g;

export function replaced(text: string, what: Value, by: Value, isAll: boolean, meter: Meter): string {
  let made = 0;
  const grown = (part: string): string => {
    made += part.length;
    meter.spend();
    return made > MAX_VALUE ? beyond() : part;
  };
  const isPattern = isKind(what, 'pattern');
  const template = typeof by === 'string' ? by : undefined;
  const fill = (groups: readonly (string | undefined)[]): string =>
    (template ?? '').replace(REFERENCE, (_, sign: string) => {
      if (sign === '$') return '$';
      if (sign === '&') return groups[0] ?? '';
      return /\d/.test(sign) ? (groups[Number(sign)] ?? '') : unknown();
    });
  const replacer = (...given: unknown[]): string => {
    const end = given.findIndex((each) => typeof each === 'number');
    const groups = given.slice(0, end) as (string | undefined)[];
    if (template !== undefined) return grown(fill(groups));
    return grown(toText(meter.call(by, [...groups, given[end] as number, text]), meter));
  };
  if (!isPattern) {
    const part = toText(what, meter);
    meter.spend(text.length >> 2);
    return bounded(isAll ? text.replaceAll(part, replacer) : text.replace(part, replacer), meter);
  }
  if (/y/.test(what.flags) || (isAll && !/g/.test(what.flags))) return unknown();
  return bounded(text.replace(compiled(what, text, meter), replacer), meter);
}

/** `new RegExp(source, flags)` */
export function patternOf(source: Value, flags: Value, meter: Meter): Value {
  if (isKind(source, 'pattern')) return source;
  return {
    kind: 'pattern',
    source: toText(source, meter),
    flags: flags === undefined ? '' : toText(flags, meter),
  };
}
