import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { DomainError, printable } from '@sallyport/domain';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import type { AdvisoryFile } from '../../application/ports/advisory-source';
import { contentStart, entriesOf } from '../archive/zip-entries';
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
    const read = readRecord(bytes, entry, file, limits);
    unpacked += 'bytes' in read ? read.bytes.length : 0;
    if (unpacked > limits.totalBytes) throw broken(`it unpacks to more than ${limits.totalBytes} bytes`);
    const isDense = unpacked > limits.ratioFloorBytes && unpacked / bytes.length > limits.ratio;
    if (isDense) throw broken(`it unpacks to more than ${limits.ratio} times its size`);
    yield read;
  }
}

function readRecord(bytes: Buffer, entry: Entry, file: string, limits: OsvLimits): AdvisoryFile {
  if (entry.uncompressedSize > limits.recordBytes) return { file, refused: tooLargeRecord(limits) };
  const start = contentStart(bytes, entry);
  if (start === undefined || start + entry.compressedSize > bytes.length) {
    return { file, refused: 'lies outside of the zip' };
  }
  const packed = bytes.subarray(start, start + entry.compressedSize);
  if (entry.isEncrypted()) return { file, refused: 'is encrypted' };
  if (entry.compressionMethod === STORED) return { file, bytes: packed };
  if (entry.compressionMethod !== DEFLATED)
    return { file, refused: `is packed by method ${entry.compressionMethod}` };
  try {
    // The stated size is the author's; what really comes out is held to the limit.
    return { file, bytes: inflateRawSync(packed, { maxOutputLength: limits.recordBytes }) };
  } catch (cause) {
    return { file, refused: `cannot be unpacked: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
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
