import { deflateSync, crc32 } from 'node:zlib';

/** Numbers in [0, 1), the same for the same seed. */
export type Draw = () => number;

/** mulberry32: small, fast and good enough to fill files. */
export function stream(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(draw: Draw, from: readonly T[]): T {
  return from[Math.floor(draw() * from.length)] as T;
}

/** Looks like ciphertext or compressed data, because it has as much entropy. */
export function randomBytes(seed: number, length: number): Buffer {
  const draw = stream(seed);
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = Math.floor(draw() * 256);
  return bytes;
}

/** 16-bit mono PCM, a decaying tone with a little noise. */
export function wav(seed: number, seconds: number, hertz = 440): Buffer {
  const rate = 8000;
  const draw = stream(seed);
  const samples = Buffer.alloc(Math.floor(seconds * rate) * 2);
  for (let at = 0; at < samples.length / 2; at += 1) {
    const decay = Math.exp((-3 * at) / (seconds * rate));
    const tone = Math.sin((2 * Math.PI * hertz * at) / rate);
    samples.writeInt16LE(Math.round(20_000 * decay * tone + 200 * (draw() - 0.5)), at * 2);
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** An 8-bit grey image with a gradient. */
export function png(seed: number, side: number): Buffer {
  const draw = stream(seed);
  const rows = Array.from({ length: side }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: side }, (__, x) => (x * y + Math.floor(draw() * 16)) & 0xff)]),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), content]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}

/**
 * A 64-bit ELF file with a section table, `.text` of made-up code and `.dynstr` with these strings.
 * `kind` 2 is a program, 3 a shared library (ELF-64 Object File Format 1.5).
 */
export function elf(seed: number, kind: 2 | 3, strings: readonly string[], codeBytes = 4096): Buffer {
  const names = '\0.text\0.dynstr\0.shstrtab\0';
  const dynamic = Buffer.from(`\0${strings.join('\0')}\0`);
  const parts = [randomBytes(seed, codeBytes), dynamic, Buffer.from(names)];
  const at = [64, 64 + codeBytes, 64 + codeBytes + dynamic.length];
  const table = at[2]! + names.length;
  const header = Buffer.alloc(64);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]);
  header.writeUInt16LE(kind, 16);
  header.writeUInt16LE(62, 18);
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(BigInt(table), 40);
  header.writeUInt16LE(64, 52);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(64, 58);
  header.writeUInt16LE(4, 60);
  header.writeUInt16LE(3, 62);
  const sections = [Buffer.alloc(64)];
  for (const [index, [nameAt, type]] of (
    [
      [1, 1],
      [7, 3],
      [15, 3],
    ] as const
  ).entries()) {
    const section = Buffer.alloc(64);
    section.writeUInt32LE(nameAt, 0);
    section.writeUInt32LE(type, 4);
    section.writeBigUInt64LE(BigInt(at[index] as number), 24);
    section.writeBigUInt64LE(BigInt(parts[index]!.length), 32);
    sections.push(section);
  }
  return Buffer.concat([header, ...parts, ...sections]);
}
