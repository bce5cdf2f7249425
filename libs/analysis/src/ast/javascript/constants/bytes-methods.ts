import { asText } from './encodings';
import { toCount, toNumber, toText } from './conversions';
import { listMethod } from './list-methods';
import { unknown, type Meter, type Value } from './value';

/** What a method of bytes gives. */
export function bytesMethod(bytes: Buffer, name: string, args: readonly Value[], meter: Meter): Value {
  const [first, second] = args;
  meter.spend(bytes.length >> 4);
  switch (name) {
    case 'toString': {
      const [from, to] = [toCount(second, meter, 0), toCount(args[2], meter, bytes.length)];
      return asText(bytes.subarray(from, to), first === undefined ? 'utf8' : toText(first, meter), meter);
    }
    case 'slice':
    case 'subarray':
      return bytes.subarray(toCount(first, meter, 0), toCount(second, meter, bytes.length));
    case 'readUInt8':
    case 'at':
      return bytes.at(toCount(first, meter, 0));
    case 'reverse':
      meter.note('reversed');
      return bytes.reverse();
    case 'fill':
      return bytes.fill(toNumber(first, meter));
    case 'set': {
      const given = Array.isArray(first) ? first.map((each) => toNumber(each, meter)) : first;
      const at = toCount(second, meter, 0);
      if (!(Buffer.isBuffer(given) || Array.isArray(given)) || at < 0 || at + given.length > bytes.length)
        return unknown();
      bytes.set(given as Uint8Array | number[], at);
      return undefined;
    }
    case 'map': {
      const made = listMethod([...bytes], name, args, meter);
      return Array.isArray(made) ? Buffer.from(made.map((each) => toNumber(each, meter))) : unknown();
    }
    case 'write':
      return unknown();
    default:
      return /^(?:push|pop|shift|unshift|splice|sort|concat)$/.test(name)
        ? unknown()
        : listMethod([...bytes], name, args, meter);
  }
}
