import { randomInt } from 'node:crypto';
import { Column, HashIndex } from './columns';

/** Drawn by every process: whoever names packages cannot choose which of them fall together. */
const SEED = randomInt(2 ** 32);
const CHUNK_BYTES = 1 << 20;
const FIRST_CHUNK_BYTES = 1 << 12;

/**
 * Different texts by number, outside the JavaScript heap; none is ever forgotten. One byte a character where all of
 * them are Latin-1, otherwise two, so that any JavaScript string is kept as it is.
 */
export class Texts {
  private readonly chunks: Buffer[] = [];
  private used = 0;
  private readonly places = new Column();
  /** Characters, and in the lowest bit whether they are wide. */
  private readonly sizes = new Column();
  private readonly hashes = new Column();
  private readonly index = new HashIndex((number) => this.hashes.at(number));

  get count(): number {
    return this.places.length;
  }

  /** -1: there is no such text. */
  find(text: string): number {
    return this.look(text, hashOf(text));
  }

  /** Of a text that was there, or is from now on. */
  numberOf(text: string): number {
    const hash = hashOf(text);
    const known = this.look(text, hash);
    if (known >= 0) return known;
    const wide = isWide(text) ? 1 : 0;
    const place = this.write(text, wide);
    const number = this.places.push(place);
    this.sizes.push(text.length * 2 + wide);
    this.hashes.push(hash);
    this.index.add(number);
    return number;
  }

  textOf(number: number): string {
    const [place, size] = [this.places.at(number), this.sizes.at(number)];
    const bytes = this.chunks[Math.floor(place / CHUNK_BYTES)] as Buffer;
    const start = place % CHUNK_BYTES;
    const characters = Math.floor(size / 2);
    return size % 2 === 1
      ? bytes.toString('utf16le', start, start + characters * 2)
      : bytes.toString('latin1', start, start + characters);
  }

  get size(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  private look(text: string, hash: number): number {
    let slot = this.index.first(hash);
    for (;;) {
      const number = this.index.at(slot);
      if (number < 0) return -1;
      if (this.hashes.at(number) === hash && this.is(number, text)) return number;
      slot = this.index.next(slot);
    }
  }

  private is(number: number, text: string): boolean {
    const size = this.sizes.at(number);
    if (Math.floor(size / 2) !== text.length) return false;
    if (size % 2 === 1) return this.textOf(number) === text;
    const place = this.places.at(number);
    const bytes = this.chunks[Math.floor(place / CHUNK_BYTES)] as Buffer;
    const start = place % CHUNK_BYTES;
    for (let at = 0; at < text.length; at += 1) if (bytes[start + at] !== text.charCodeAt(at)) return false;
    return true;
  }

  private write(text: string, wide: number): number {
    const size = text.length * (1 + wide);
    let chunk = this.chunks.at(-1);
    if (chunk === undefined || this.used + size > chunk.length) {
      const grown = FIRST_CHUNK_BYTES * 4 ** Math.min(this.chunks.length, 8);
      chunk = Buffer.allocUnsafeSlow(Math.max(size, Math.min(grown, CHUNK_BYTES)));
      this.chunks.push(chunk);
      this.used = 0;
    }
    const place = (this.chunks.length - 1) * CHUNK_BYTES + this.used;
    if (place >= 2 ** 32) throw new RangeError('The names and versions of the registry take more than 4 GiB');
    this.used += chunk.write(text, this.used, size, wide === 1 ? 'utf16le' : 'latin1');
    return place;
  }
}

function isWide(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0xff) return true;
  return false;
}

/** FNV-1a over the code units, then mixed so that the low bits depend on all of them. */
export function hashOf(text: string): number {
  let hash = SEED;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

/** Of a pair of numbers. */
export function hashOfPair(one: number, other: number): number {
  return mixed(Math.imul(one ^ SEED, 0x9e3779b1) ^ Math.imul(other + 1, 0x85ebca6b));
}

function mixed(hash: number): number {
  let value = hash;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
