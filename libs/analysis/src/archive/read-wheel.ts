import type { Readable } from 'node:stream';
import { fromBuffer, getFileNameLowLevel, parseExtraFields, type Entry, type ZipFile } from 'yauzl';
import type { ArchiveContents } from '../facts/archive-contents';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archive-limits';
import { ContentsBuilder } from './contents-builder';
import { entriesOf, localName, openEntry } from './zip-entries';

const TYPE_MASK = 0o170000;
const LINK = 0o120000;
const REGULAR = 0o100000;
const DIRECTORY = 0o040000;
const IS_ENCRYPTED = 0x1;
/** A wheel (PEP 427), in memory. Nothing is unpacked to disk. */
export async function readWheel(
  bytes: Buffer,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<ArchiveContents> {
  const builder = new ContentsBuilder(bytes.length, limits);
  return builder.contents(async () => {
    const zip = await openZip(bytes);
    try {
      for await (const entry of entriesOf(zip)) await take(zip, entry, bytes, builder);
    } finally {
      zip.close();
    }
  });
}

async function take(zip: ZipFile, entry: Entry, bytes: Buffer, builder: ContentsBuilder): Promise<void> {
  const name = nameOf(entry);
  const path = builder.enter(name);
  const type = (entry.externalFileAttributes >>> 16) & TYPE_MASK;
  if (type === LINK) return builder.fault('link', 'a symbolic link', name);
  if (type !== 0 && type !== REGULAR && type !== DIRECTORY)
    return builder.fault('special', `an entry of mode ${type.toString(8)}`, name);
  if (path === undefined || name.endsWith('/')) return;
  if (localName(bytes, entry)?.equals(entry.fileNameRaw) !== true) {
    throw new Error(`the local header of ${JSON.stringify(name)} names another file`);
  }
  if ((entry.generalPurposeBitFlag & IS_ENCRYPTED) !== 0)
    throw new Error(`${JSON.stringify(name)} is encrypted`);
  const stream = await openEntry(zip, entry);
  await builder.file(path, countChunks(stream, builder));
}

function nameOf(entry: Entry): string {
  const fields = parseExtraFields(entry.extraFieldRaw);
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, fields, true);
}

async function* countChunks(stream: Readable, builder: ContentsBuilder): AsyncGenerator<Buffer> {
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    builder.count(chunk.length);
    yield chunk;
  }
}

function openZip(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names stay raw: yauzl would end the reading at the first bad one, and we want to name them all.
    fromBuffer(bytes, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true }, (error, zip) =>
      error ? reject(error) : resolve(zip),
    );
  });
}
