import { constants, gunzipSync } from 'node:zlib';
import type { ArchiveFile } from '../facts/archive-contents';

type ArchiveKind = NonNullable<ArchiveFile['archive']>;

/** APPNOTE 4.3.7. */
const ZIP_START = Buffer.from('504b0304', 'hex');
const GZIP_START = Buffer.from('1f8b08', 'hex');
/** POSIX.1-1988, `ustar` in the header of an entry. */
const TAR_MARK = 'ustar';
const TAR_MARK_AT = 257;
/** At most a thousand times as much comes out of a gzip stream. */
const LOOKED_AT = 4_096;
/** Archives of several files, whatever they are called. */
const PACKED_STARTS: readonly Buffer[] = [
  '377abcaf271c', // 7-zip
  '526172211a07', // RAR
  '4d53434600000000', // Microsoft cabinet
].map((hex) => Buffer.from(hex, 'hex'));
/** One file each, or a tar. */
const SQUEEZED_STARTS: readonly Buffer[] = [
  'fd377a585a00', // xz
  '28b52ffd', // Zstandard, RFC 8878
  '425a6839314159265359', // bzip2, its best level, and the start of a block
].map((hex) => Buffer.from(hex, 'hex'));
const NAMED_PACKED = /\.(?:7z|rar|cab|tar\.(?:xz|bz2|zst|lzma|lz4?|br|Z)|t(?:xz|bz2?|zst|lz))$/i;
const NAMED_SQUEEZED = /\.(?:xz|zst|bz2)$/i;

/** What archive a file is, by its first bytes and its name. Data that is compressed and says so is none. */
export function archiveKind(path: string, head: Buffer): ArchiveKind | undefined {
  if (begins(head, ZIP_START)) return 'zip';
  if (isTar(head)) return 'tar';
  if (begins(head, GZIP_START)) return kindInside(head);
  if (NAMED_PACKED.test(path) || PACKED_STARTS.some((start) => begins(head, start))) return 'packed';
  return !NAMED_SQUEEZED.test(path) && SQUEEZED_STARTS.some((start) => begins(head, start))
    ? 'packed'
    : undefined;
}

function isTar(start: Buffer): boolean {
  return start.toString('latin1', TAR_MARK_AT, TAR_MARK_AT + TAR_MARK.length) === TAR_MARK;
}

/** What a gzip stream holds; where its beginning says nothing of that, it was made to say nothing. */
function kindInside(head: Buffer): ArchiveKind | undefined {
  try {
    const start = gunzipSync(head.subarray(0, LOOKED_AT), { finishFlush: constants.Z_SYNC_FLUSH });
    if (start.length < TAR_MARK_AT && head.length >= LOOKED_AT) return 'packed';
    return isTar(start) ? 'tar' : undefined;
  } catch {
    // No gzip stream that any program could read.
    return undefined;
  }
}

function begins(head: Buffer, start: Buffer): boolean {
  return head.subarray(0, start.length).equals(start);
}
