import type { FileHandle } from 'node:fs/promises';

/** The bytes of an artifact, wherever they lie: a large one is never held in memory as a whole. */
export interface ArchiveSource {
  /** Bytes. */
  readonly size: number;
  /** Fewer bytes than asked for only at the end. */
  read(at: number, length: number): Promise<Buffer>;
}

const CHUNK = 64 * 1024;

export function sourceOf(bytes: Buffer): ArchiveSource {
  return { size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length) };
}

/** Of an open file: whoever replaces the name on disk meanwhile does not change what is read. The caller closes it. */
export function fileSource(handle: FileHandle, size: number): ArchiveSource {
  return {
    size,
    async read(at, length) {
      const wanted = Math.max(0, Math.min(length, size - at));
      const bytes = Buffer.allocUnsafe(wanted);
      let filled = 0;
      while (filled < wanted) {
        const { bytesRead } = await handle.read(bytes, filled, wanted - filled, at + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
  };
}

export async function* chunksOf(
  source: ArchiveSource,
  from = 0,
  to: number = source.size,
): AsyncGenerator<Buffer> {
  for (let at = from; at < to; at += CHUNK) yield await source.read(at, Math.min(CHUNK, to - at));
}
