import { MAX_VALUE } from '../../decoders';
import { bounded, toCount, toNumber, toText } from './conversions';
import { matched, replaced, splitBy } from './text-patterns';
import { beyond, isKind, unknown, type Meter, type Value } from './value';

/** What a method of a text gives. */
export function textMethod(text: string, name: string, args: readonly Value[], meter: Meter): Value {
  const [first, second] = args;
  switch (name) {
    case 'charAt':
      return text.charAt(toCount(first, meter, 0));
    case 'charCodeAt':
      return text.charCodeAt(toCount(first, meter, 0));
    case 'codePointAt':
      return text.codePointAt(toCount(first, meter, 0));
    case 'at':
      return text.at(toCount(first, meter, 0));
    case 'toString':
    case 'valueOf':
      return text;
  }
  meter.spend(text.length >> 4);
  switch (name) {
    case 'slice':
      return text.slice(toCount(first, meter, 0), toCount(second, meter, text.length));
    case 'substring':
      return text.substring(toCount(first, meter, 0), toCount(second, meter, text.length));
    case 'substr':
      return text.substr(toCount(first, meter, 0), toCount(second, meter, text.length));
    case 'concat':
      return args.reduce<string>((held, arg) => bounded(held + toText(arg, meter), meter), text);
    case 'repeat': {
      const count = toCount(first, meter, 0);
      if (count < 0) return unknown();
      if (text.length * count > MAX_VALUE) return beyond();
      return bounded(text.repeat(count), meter);
    }
    case 'padStart':
    case 'padEnd': {
      const length = toCount(first, meter, 0);
      if (length > MAX_VALUE) return beyond();
      const filler = second === undefined ? ' ' : toText(second, meter);
      return bounded(
        name === 'padStart' ? text.padStart(length, filler) : text.padEnd(length, filler),
        meter,
      );
    }
    case 'split':
      return splitBy(text, first, second, meter);
    case 'replace':
    case 'replaceAll':
      return replaced(text, first, second, name === 'replaceAll', meter);
    case 'match':
    case 'matchAll':
      return isKind(first, 'pattern') ? matched(text, first, name === 'matchAll', meter) : unknown();
    case 'indexOf':
      return text.indexOf(toText(first, meter), toCount(second, meter, 0));
    case 'lastIndexOf':
      return text.lastIndexOf(toText(first, meter));
    case 'includes':
      return text.includes(toText(first, meter));
    case 'startsWith':
      return text.startsWith(toText(first, meter), toCount(second, meter, 0));
    case 'endsWith':
      return text.endsWith(toText(first, meter));
    case 'trim':
      return text.trim();
    case 'trimStart':
    case 'trimLeft':
      return text.trimStart();
    case 'trimEnd':
    case 'trimRight':
      return text.trimEnd();
    case 'toLowerCase':
    case 'toLocaleLowerCase':
      return text.toLowerCase();
    case 'toUpperCase':
    case 'toLocaleUpperCase':
      return text.toUpperCase();
    case 'normalize':
      return bounded(text.normalize(), meter);
    default:
      return unknown();
  }
}

export function numberMethod(value: Value, name: string, args: readonly Value[], meter: Meter): Value {
  if (name === 'valueOf') return value;
  if (name === 'toString' && (typeof value === 'number' || typeof value === 'bigint')) {
    const base = args[0] === undefined ? 10 : toNumber(args[0], meter);
    return Number.isInteger(base) && base >= 2 && base <= 36 ? value.toString(base) : unknown();
  }
  if (name === 'toString' && typeof value === 'boolean') return String(value);
  if (name !== 'toFixed' || typeof value !== 'number') return unknown();
  const digits = toCount(args[0], meter, 0);
  return digits >= 0 && digits <= 100 ? value.toFixed(digits) : unknown();
}
