import { MAX_VALUE } from '../../decoders';
import { toNumber, toText } from './conversions';
import { beyond, isKind, known, unknown, type Meter, type Value } from './value';

const MAX_BIG = 1n << 65_536n;

export function binary(sign: string, left: Value, right: Value, meter: Meter): Value {
  if (typeof left === 'number' && typeof right === 'number') return ofNumbers(sign, left, right, meter);
  const [a, b] = [known(left), known(right)];
  switch (sign) {
    case '+':
      return sum(a, b, meter);
    case '===':
      return isSame(a, b);
    case '!==':
      return !isSame(a, b);
    case '==':
      return isLike(a, b, meter);
    case '!=':
      return !isLike(a, b, meter);
    case '<':
    case '>':
    case '<=':
    case '>=':
      if (typeof a === 'string' && typeof b === 'string') return ordered(sign, a, b);
      if (typeof a === 'bigint' || typeof b === 'bigint')
        return ordered(sign, asOrdered(a, meter), asOrdered(b, meter));
      return ordered(sign, toNumber(a, meter), toNumber(b, meter));
    case 'in':
      if (isKind(b, 'dictionary')) return b.items.has(toText(a, meter));
      return Array.isArray(b) ? toNumber(a, meter) < b.length : unknown();
    case 'instanceof':
      return unknown();
    default:
      if (typeof a === 'bigint' && typeof b === 'bigint') return ofBig(sign, a, b);
      return ofNumbers(sign, toNumber(a, meter), toNumber(b, meter), meter);
  }
}

function sum(a: Value, b: Value, meter: Meter): Value {
  if (typeof a === 'bigint' && typeof b === 'bigint') return ofBig('+', a, b);
  const isText = (value: Value) =>
    typeof value === 'string' || (typeof value === 'object' && value !== null && !isKind(value, 'hole'));
  if (!isText(a) && !isText(b)) return toNumber(a, meter) + toNumber(b, meter);
  const text = toText(a, meter) + toText(b, meter);
  // Two texts are put together without being copied.
  meter.spend(text.length >> 9);
  return text.length > MAX_VALUE ? beyond() : text;
}

function ofNumbers(sign: string, a: number, b: number, meter: Meter): Value {
  switch (sign) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return a ** b;
    case '^':
      meter.note('xor');
      return a ^ b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '<<':
      return a << b;
    case '>>':
      return a >> b;
    case '>>>':
      return a >>> b;
    case '==':
    case '===':
      return a === b;
    case '!=':
    case '!==':
      return a !== b;
    default:
      return ordered(sign, a, b);
  }
}

function ofBig(sign: string, a: bigint, b: bigint): bigint {
  const given = bigOf(sign, a, b);
  return given > MAX_BIG || given < -MAX_BIG ? beyond() : given;
}

function bigOf(sign: string, a: bigint, b: bigint): bigint {
  switch (sign) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0n ? unknown() : a / b;
    case '%':
      return b === 0n ? unknown() : a % b;
    case '^':
      return a ^ b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '<<':
      return b < 0n || b > 65_536n ? beyond() : a << b;
    case '>>':
      return b < 0n || b > 65_536n ? beyond() : a >> b;
    default:
      return unknown();
  }
}

function asOrdered(value: Value, meter: Meter): number | bigint {
  return typeof value === 'bigint' ? value : toNumber(value, meter);
}

function ordered<Kind extends string | number | bigint>(sign: string, a: Kind, b: Kind): boolean {
  if (sign === '<') return a < b;
  if (sign === '>') return a > b;
  if (sign === '<=') return a <= b;
  return sign === '>=' ? a >= b : unknown();
}

/** Things outside of the file are the same by their path. */
export function isSame(a: Value, b: Value): boolean {
  if (isKind(a, 'hole') || isKind(b, 'hole')) return unknown();
  return isKind(a, 'named') && isKind(b, 'named') ? a.path === b.path : a === b;
}

function isLike(a: Value, b: Value, meter: Meter): boolean {
  if (a === undefined || a === null || b === undefined || b === null)
    return (a ?? undefined) === (b ?? undefined);
  if (typeof a === typeof b) return isSame(a, b);
  if (typeof a === 'object' && typeof b === 'object') return isSame(a, b);
  if (typeof a === 'string' && Array.isArray(b)) return a === toText(b, meter);
  if (typeof b === 'string' && Array.isArray(a)) return b === toText(a, meter);
  return toNumber(a, meter) === toNumber(b, meter);
}

export function unary(sign: string, value: Value, meter: Meter): Value {
  if (sign === 'void') return undefined;
  const given = known(value);
  if (typeof given === 'bigint') return sign === '-' ? -given : sign === '~' ? ~given : unknown();
  const number = toNumber(given, meter);
  return sign === '-' ? -number : sign === '+' ? number : sign === '~' ? ~number : unknown();
}

export function typeOf(value: Value): string {
  const given = known(value);
  if (isKind(given, 'callable')) return 'function';
  if (isKind(given, 'named')) return unknown();
  return typeof given;
}
