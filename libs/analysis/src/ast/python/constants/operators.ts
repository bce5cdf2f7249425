import { MAX_VALUE, type Layer } from '../../decoders';
import { percentFormatted } from './methods';
import { joined } from './package-files';
import { asItems, asNumber, isDictionary, isPlace, isSame, unknown, type Value } from './value';

export function binary(sign: string, left: Value, right: Value, note: (layer: Layer) => void): Value {
  switch (sign) {
    case '+':
      return plus(left, right, note);
    case '*':
      return typeof left === 'number' && typeof right !== 'number'
        ? repeated(right, left)
        : typeof right === 'number' && typeof left !== 'number'
          ? repeated(left, right)
          : asNumber(left) * asNumber(right);
    case '%':
      if (typeof left === 'string') return percentFormatted(left, right);
      return floored(asNumber(left), asNumber(right));
    case '^':
      note('xor');
      return asNumber(left) ^ asNumber(right);
    case '-':
      return asNumber(left) - asNumber(right);
    case '/':
      if (isPlace(left) || isPlace(right)) return joined([left, right]);
      return asNumber(left) / asNumber(right);
    case '//':
      return Math.floor(asNumber(left) / asNumber(right));
    case '&':
      return asNumber(left) & asNumber(right);
    case '|':
      return asNumber(left) | asNumber(right);
    case '<<':
      return asNumber(left) * 2 ** asNumber(right);
    case '>>':
      return Math.floor(asNumber(left) / 2 ** asNumber(right));
    default:
      return unknown();
  }
}

function plus(left: Value, right: Value, note: (layer: Layer) => void): Value {
  if (isPlace(left) && typeof right === 'string') return { ...left, path: left.path + right };
  if (typeof left === 'number' || typeof right === 'number') return asNumber(left) + asNumber(right);
  if (typeof left === 'string' && typeof right === 'string') {
    if (left !== '' && right !== '') note('joined parts');
    return left.length + right.length > MAX_VALUE ? unknown() : left + right;
  }
  if (Buffer.isBuffer(left) && Buffer.isBuffer(right)) {
    if (left.length > 0 && right.length > 0) note('joined parts');
    return left.length + right.length > MAX_VALUE ? unknown() : Buffer.concat([left, right]);
  }
  return Array.isArray(left) && Array.isArray(right) ? [...left, ...right] : unknown();
}

function repeated(value: Value, times: number): Value {
  const count = Math.max(0, times);
  if (typeof value === 'string') return value.length * count > MAX_VALUE ? unknown() : value.repeat(count);
  if (Buffer.isBuffer(value))
    return value.length * count > MAX_VALUE ? unknown() : Buffer.alloc(value.length * count, value);
  if (!Array.isArray(value) || value.length * count > 100_000) return unknown();
  return Array.from({ length: value.length * count }, (_, at) => value[at % value.length] as Value);
}

/** Python's remainder has the sign of the divisor. */
function floored(left: number, right: number): number {
  return right === 0 ? unknown() : ((left % right) + right) % right;
}

export function compare(sign: string, left: Value, right: Value): boolean {
  switch (sign) {
    case '==':
      return isSame(left, right);
    case '!=':
      return !isSame(left, right);
    case 'in':
    case 'not in': {
      const isIn =
        typeof left === 'string' && typeof right === 'string'
          ? right.includes(left)
          : asItems(right).some((each) => isSame(each, left));
      return isIn === (sign === 'in');
    }
    case 'is':
      return left === right;
    case 'is not':
      return left !== right;
    default: {
      const [a, b] =
        typeof left === 'string' && typeof right === 'string'
          ? [left, right]
          : [asNumber(left), asNumber(right)];
      if (sign === '<') return a < b;
      if (sign === '<=') return a <= b;
      if (sign === '>') return a > b;
      return sign === '>=' ? a >= b : unknown();
    }
  }
}

export function item(object: Value, key: Value): Value {
  if (isDictionary(object)) return object.items.get(typeof key === 'number' ? key : String(key)) ?? unknown();
  const at = asNumber(key);
  if (typeof object === 'string') return object.at(at) ?? unknown();
  if (Buffer.isBuffer(object) || Array.isArray(object)) return object.at(at) ?? unknown();
  return unknown();
}

/** The Python Language Reference, 6.3.3: bounds beyond the ends are the ends. */
export function slice(object: Value, from: number | undefined, to: number | undefined, step: number): Value {
  if (typeof object !== 'string' && !Buffer.isBuffer(object) && !Array.isArray(object)) return unknown();
  if (step === 0) return unknown();
  const { length } = object;
  const place = (at: number, low: number, high: number) =>
    Math.min(Math.max(at < 0 ? at + length : at, low), high);
  const places: number[] = [];
  if (step > 0) {
    const end = to === undefined ? length : place(to, 0, length);
    for (let at = from === undefined ? 0 : place(from, 0, length); at < end; at += step) places.push(at);
  } else {
    const end = to === undefined ? -1 : place(to, -1, length - 1);
    for (let at = from === undefined ? length - 1 : place(from, -1, length - 1); at > end; at += step)
      places.push(at);
  }
  if (typeof object === 'string') return places.map((at) => object.charAt(at)).join('');
  if (Buffer.isBuffer(object)) return Buffer.from(places.map((at) => object[at] as number));
  return places.map((at) => object[at] as Value);
}
