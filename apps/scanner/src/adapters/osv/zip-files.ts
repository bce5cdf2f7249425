import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { DomainError, printable } from '@sallyport/domain';
import { open, type Entry, type ZipFile } from 'yauzl';
import type { AdvisoryFile } from '../../application/ports/advisory-source';
import { entriesOf, openEntry } from '../archive/zip-entries';
import { tooLargeRecord, type OsvLimits } from './osv-limits';

/** Every `<ID>.json` of a zip, in whichever folder of it. A bad entry is refused; a zip that breaks a limit is, whole. */
export async function* zipFiles(path: string, limits: OsvLimits): AsyncGenerator<AdvisoryFile> {
  const { size: packed } = await stat(path);
  const zip = await openZip(path);
  let unpacked = 0;
  let records = 0;
  try {
    for await (const entry of readableEntries(zip)) {
      const file = basename(entry.fileNameRaw.toString('utf8'));
      if (!file.endsWith('.json')) continue;
      records += 1;
      if (records > limits.records) throw broken(`it holds more than ${limits.records} advisories`);
      const read = await readRecord(zip, entry, file, limits);
      unpacked += 'bytes' in read ? read.bytes.length : 0;
      if (unpacked > limits.totalBytes) throw broken(`it unpacks to more than ${limits.totalBytes} bytes`);
      if (unpacked > limits.ratioFloorBytes && unpacked / packed > limits.ratio)
        throw broken(`it unpacks to more than ${limits.ratio} times its size`);
      yield read;
    }
  } finally {
    zip.close();
  }
}

async function readRecord(
  zip: ZipFile,
  entry: Entry,
  file: string,
  limits: OsvLimits,
): Promise<AdvisoryFile> {
  if (entry.uncompressedSize > limits.recordBytes) return { file, refused: tooLargeRecord(limits) };
  try {
    return { file, bytes: await read(await openEntry(zip, entry), entry.uncompressedSize) };
  } catch (cause) {
    return { file, refused: `cannot be unpacked: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

/** yauzl ends the stream with an error where it holds more than the entry states, which is bounded. */
async function read(stream: Readable, size: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks, size);
}

async function* readableEntries(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    yield* entriesOf(zip);
  } catch (cause) {
    throw DomainError.is(cause)
      ? cause
      : broken(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(
      path,
      { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true },
      (error, zip) => (error ? reject(broken(error.message, error)) : resolve(zip)),
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
