import { crc32 } from 'node:zlib';

/** Blocks of deflate that hold nothing (RFC 1951, 3.2.4): more than whoever unpacks reads at once. */
const NOTHING = Buffer.alloc(500_000, Buffer.from([0, 0, 0, 0xff, 0xff]));
/** RFC 1952, without a name or a time. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
const LAST = Buffer.from([1, 0, 0, 0xff, 0xff]);
const MOST_STORED = 0xffff;

/** gzip that unpacks to these pieces one by one: they are stored, with nothing in between, and much of it. */
export function inPieces(pieces: readonly Buffer[]): Buffer {
  const whole = Buffer.concat(pieces);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(whole));
  trailer.writeUInt32LE(whole.length, 4);
  const blocks = pieces.flatMap((piece) => [...stored(piece), NOTHING]);
  return Buffer.concat([HEADER, ...blocks, LAST, trailer]);
}

function stored(piece: Buffer): Buffer[] {
  const blocks: Buffer[] = [];
  for (let at = 0; at < piece.length; at += MOST_STORED) {
    const content = piece.subarray(at, at + MOST_STORED);
    const head = Buffer.alloc(5);
    head.writeUInt16LE(content.length, 1);
    head.writeUInt16LE(content.length ^ MOST_STORED, 3);
    blocks.push(head, content);
  }
  return blocks;
}
