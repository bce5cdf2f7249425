import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { DomainError, printable } from '@sallyport/domain';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import type { AdvisoryFile } from '../../application/ports/advisory-source';
import { contentStart, entriesOf } from '@sallyport/analysis';
import { tooLargeRecord, type OsvLimits } from './osv-limits';

/** APPNOTE.TXT 4.4.5: how an entry is packed. */
const STORED = 0;
const DEFLATED = 8;

/**
 * Every `<ID>.json` of a zip, in whichever folder of it. A bad entry is refused; a zip that breaks a limit is,
 * whole. Exports hold tens of thousands of small files, so each is unpacked at once and not as a stream.
 */
export async function* zipFiles(path: string, limits: OsvLimits): AsyncGenerator<AdvisoryFile> {
  const { size } = await stat(path);
  if (size > limits.zipBytes) throw broken(`it is larger than ${limits.zipBytes} bytes`);
  const bytes = await readFile(path);
  let unpacked = 0;
  let records = 0;
  for await (const entry of readableEntries(bytes)) {
    const file = basename(entry.fileNameRaw.toString('utf8'));
    if (!file.endsWith('.json')) continue;
    records += 1;
    if (records > limits.records) throw broken(`it holds more than ${limits.records} advisories`);
    const { unpackedBytes, ...read } = readRecord(bytes, entry, file, limits);
    unpacked += unpackedBytes;
    if (unpacked > limits.totalBytes) throw broken(`it unpacks to more than ${limits.totalBytes} bytes`);
    const isDense = unpacked > limits.ratioFloorBytes && unpacked / bytes.length > limits.ratio;
    if (isDense) throw broken(`it unpacks to more than ${limits.ratio} times its size`);
    yield read;
  }
}

/** With what was unpacked for it, whether it is taken or not. */
type Read = AdvisoryFile & { unpackedBytes: number };

function readRecord(bytes: Buffer, entry: Entry, file: string, limits: OsvLimits): Read {
  const refuse = (refused: string, unpackedBytes = 0): Read => ({ file, refused, unpackedBytes });

  if (entry.uncompressedSize > limits.recordBytes) return refuse(tooLargeRecord(limits));
  const start = contentStart(bytes, entry);
  if (start === undefined || start + entry.compressedSize > bytes.length)
    return refuse('lies outside of the zip');
  const packed = bytes.subarray(start, start + entry.compressedSize);
  if (entry.isEncrypted()) return refuse('is encrypted');
  if (entry.compressionMethod === STORED) return checked(entry, file, packed);
  if (entry.compressionMethod !== DEFLATED) return refuse(`is packed by method ${entry.compressionMethod}`);
  try {
    // The stated size is the author's; what really comes out is held to the limit.
    return checked(entry, file, inflateRawSync(packed, { maxOutputLength: limits.recordBytes }));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return refuse(`cannot be unpacked: ${why}`, limits.recordBytes);
  }
}

/** A zip that was cut and mended, or read while it was written, has entries of other bytes than it says. */
function checked(entry: Entry, file: string, bytes: Buffer): Read {
  const unpackedBytes = bytes.length;
  if (crc32(bytes) === entry.crc32) return { file, bytes, unpackedBytes };
  return { file, refused: 'is not what its checksum says', unpackedBytes };
}

async function* readableEntries(bytes: Buffer): AsyncGenerator<Entry> {
  const zip = await openZip(bytes);
  try {
    yield* entriesOf(zip);
  } catch (cause) {
    throw DomainError.is(cause)
      ? cause
      : broken(cause instanceof Error ? cause.message : String(cause), cause);
  } finally {
    zip.close();
  }
}

function openZip(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, decodeStrings: false }, (error, zip) =>
      error ? reject(broken(error.message, error)) : resolve(zip),
    );
  });
}

function broken(why: string, cause?: unknown): DomainError {
  return new DomainError(
    'advisories-unreadable',
    `The zip of advisories cannot be taken: ${printable(why)}`,
    {
      hint: 'Fetch the export again. What was loaded before is still in force.',
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
