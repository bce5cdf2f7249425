import type { Entry, ZipFile } from 'yauzl';
import type { ArchiveSource } from './archive-source';

/** APPNOTE.TXT 4.3.7. */
const LOCAL = { signature: 0x04034b50, length: 30 } as const;
/** Sizes and checksum follow the content (4.4.4, bit 3). */
const HAS_DESCRIPTOR = 0x8;
/** With or without its signature, with sizes of 4 or 8 bytes (4.3.9). */
const DESCRIPTOR_LENGTHS = [12, 16, 20, 24];
const ZIP64 = 0xffffffff;
/** The record and its locator (4.3.14, 4.3.15), without further data. */
const ZIP64_SIGNATURE = 0x06064b50;
const ZIP64_LENGTH = 56 + 20;
/** With the longest comment there can be. */
const MAX_END = ZIP64_LENGTH + 22 + 0xffff;
const END_SIGNATURE = Buffer.from('504b0506', 'hex');

export interface LocalHeader {
  flags: number;
  method: number;
  crc32: number;
  compressedSize: number;
  uncompressedSize: number;
  name: Buffer;
  /** Where the packed content begins. */
  contentAt: number;
}

/** What stands before an entry's content: unpackers that stream believe it and not the directory. Undefined: none there. */
export async function localHeader(source: ArchiveSource, entry: Entry): Promise<LocalHeader | undefined> {
  const at = entry.relativeOffsetOfLocalHeader;
  const header = await source.read(at, LOCAL.length);
  if (header.length < LOCAL.length || header.readUInt32LE(0) !== LOCAL.signature) return undefined;
  const nameLength = header.readUInt16LE(26);
  return {
    flags: header.readUInt16LE(6),
    method: header.readUInt16LE(8),
    crc32: header.readUInt32LE(14),
    compressedSize: header.readUInt32LE(18),
    uncompressedSize: header.readUInt32LE(22),
    name: await source.read(at + LOCAL.length, nameLength),
    contentAt: at + LOCAL.length + nameLength + header.readUInt16LE(28),
  };
}

/** What an entry's two headers say differently, or undefined. Sizes that are to follow the content say nothing. */
export function disagreement(entry: Entry, local: LocalHeader): string | undefined {
  if (local.method !== entry.compressionMethod) return 'method';
  if (local.flags !== entry.generalPurposeBitFlag) return 'set of flags';
  if ((local.flags & HAS_DESCRIPTOR) !== 0) return undefined;
  if (local.crc32 !== entry.crc32) return 'checksum';
  if (local.compressedSize !== ZIP64 && local.compressedSize !== entry.compressedSize) return 'packed size';
  return local.uncompressedSize !== ZIP64 && local.uncompressedSize !== entry.uncompressedSize
    ? 'size'
    : undefined;
}

/** Where the entries lie. Every byte before the directory must belong to one of them, and to one alone. */
export class ZipLayout {
  private readonly spans: { start: number; end: number; hasDescriptor: boolean }[] = [];

  add(entry: Entry, local: LocalHeader | undefined): void {
    const start = entry.relativeOffsetOfLocalHeader;
    this.spans.push({
      start,
      end: (local?.contentAt ?? start) + entry.compressedSize,
      hasDescriptor: (entry.generalPurposeBitFlag & HAS_DESCRIPTOR) !== 0,
    });
  }

  /** @param directory where the directory begins; once all entries are read, yauzl stands at its end */
  async faults(zip: ZipFile, source: ArchiveSource, directory: number): Promise<string[]> {
    const faults: string[] = [];
    const spans = this.spans.sort((a, b) => a.start - b.start);
    let at = 0;
    let hasDescriptor = false;
    for (const next of [...spans, { start: directory, end: directory, hasDescriptor: false }]) {
      const gap = next.start - at;
      if (gap < 0) faults.push('entries lie over each other');
      else if (at === 0 && gap > 0 && spans.length > 0) faults.push(`${gap} bytes before the first entry`);
      else if (gap > 0 && !(hasDescriptor && DESCRIPTOR_LENGTHS.includes(gap)))
        faults.push(`${gap} bytes that belong to no entry`);
      at = Math.max(at, next.end);
      hasDescriptor = next.hasDescriptor;
      if (faults.length > 3) break;
    }
    const end = await endFault(source, { start: directory, end: cursorOf(zip), entries: zip.entryCount });
    return end === undefined ? faults : [...faults, end];
  }
}

interface Directory {
  start: number;
  end: number;
  entries: number;
}

/** What the records at the end say otherwise than the directory is (4.3.14 to 4.3.16): others read by them. */
async function endFault(source: ArchiveSource, directory: Directory): Promise<string | undefined> {
  if (source.size - directory.end > MAX_END) return 'bytes after its directory';
  const tail = await source.read(directory.end, source.size - directory.end);
  const at = tail.indexOf(END_SIGNATURE);
  if (at !== tail.lastIndexOf(END_SIGNATURE)) return 'more than one end of a directory';
  if (at === -1) return 'no end where its directory ends';
  const isZip64 = at === ZIP64_LENGTH && tail.readUInt32LE(0) === ZIP64_SIGNATURE;
  if (at !== 0 && !isZip64) return 'bytes after its directory';
  const size = directory.end - directory.start;
  const isAgreed =
    agrees(tail.readUInt16LE(at + 10), directory.entries, 0xffff) &&
    agrees(tail.readUInt32LE(at + 12), size, ZIP64) &&
    agrees(tail.readUInt32LE(at + 16), directory.start, ZIP64) &&
    (!isZip64 || Number(tail.readBigUInt64LE(40)) === size);
  return isAgreed ? undefined : 'an end that tells another directory';
}

function agrees(told: number, real: number, elsewhere: number): boolean {
  return told === real || told === elsewhere;
}

/** Where yauzl reads the next entry of the directory from. Its types take the offset for a flag. */
export function cursorOf(zip: ZipFile): number {
  return (zip as unknown as { readEntryCursor: number }).readEntryCursor;
}
