import type { Bytecode } from '../facts/archive-contents';

/** Bytes in front of the code (PEP 552): magic, flags, and time and size of the source or its digest. */
export const BYTECODE_HEADER = 16;
/** Every magic number of Python ends so, that no transfer as text keeps it. */
const MAGIC_END = Buffer.from('0d0a', 'hex');
const MOST_FLAGS = 3;
/** How marshal begins code, with or without a mark that it is referred to. */
const CODE = [0x63, 0xe3];

/**
 * What compiled Python says of its source; undefined where no Python would load it. `python FILE` and `runpy` load it
 * whatever it is called, so under another name it is told by how it begins.
 */
export function bytecodeOf(path: string, head: Buffer): Bytecode | undefined {
  if (head.length <= BYTECODE_HEADER || !head.subarray(2, 4).equals(MAGIC_END)) return undefined;
  const flags = head.readUInt32LE(4);
  const isNamedSo = /\.pyc$/i.test(path);
  if (!isNamedSo && (flags > MOST_FLAGS || !CODE.includes(head[BYTECODE_HEADER] as number))) return undefined;
  return { flags, sourceSize: head.readUInt32LE(12) };
}
