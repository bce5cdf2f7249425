import { seeded } from './seeded';

/** A RIFF WAVE file, PCM, 16 bit, mono, 8 kHz: a tone, then the given bytes as if they were samples. */
export function wav(hidden: Buffer, seconds = 2): Buffer {
  const tone = Buffer.alloc(seconds * 16_000);
  for (let at = 0; at < tone.length; at += 2)
    tone.writeInt16LE(Math.round(9000 * Math.sin((at / 2) * 0.17)), at);
  const data = Buffer.concat([tone, hidden, Buffer.alloc(hidden.length % 2)]);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

/** Something that begins as a PNG does, with bytes after the end of the picture. */
export function png(hidden: Buffer, seed: string): Buffer {
  const next = seeded(seed);
  const pixels = Buffer.from(Array.from({ length: 600 }, () => Math.floor(next() * 256)));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61', 'hex'),
    Buffer.from([0, 0, 2, 0x58]),
    Buffer.from('IDAT'),
    pixels,
    Buffer.from('0000000000000049454e44ae426082', 'hex'),
    hidden,
  ]);
}

export function xored(bytes: Buffer, key: string): Buffer {
  return Buffer.from(bytes.map((byte, at) => byte ^ key.charCodeAt(at % key.length)));
}
