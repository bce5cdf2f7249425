import { Readable } from 'node:stream';
import { crc32, inflateRawSync } from 'node:zlib';
import {
  fromRandomAccessReader,
  getFileNameLowLevel,
  parseExtraFields,
  RandomAccessReader,
  type Entry,
  type ZipFile,
} from 'yauzl';
import type { ArchiveContents } from '../facts/archive-contents';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archive-limits';
import { chunksOf, sourceOf, type ArchiveSource } from './archive-source';
import { ContentsBuilder } from './contents-builder';
import { entriesOf, openEntry } from './zip-entries';
import { cursorOf, disagreement, localHeader, ZipLayout, type LocalHeader } from './zip-layout';

const TYPE_MASK = 0o170000;
const LINK = 0o120000;
const REGULAR = 0o100000;
const DIRECTORY = 0o040000;
const IS_ENCRYPTED = 0x1;
/** Encrypted in one of the ways, or patched: yauzl says why not. */
const UNREADABLE = 0x2061;
const STORED = 0;
const DEFLATED = 8;
const AT_ONCE = 1024 * 1024;

/** A wheel (PEP 427), or another zip. Nothing is unpacked to disk. */
export async function readWheel(
  given: Buffer | ArchiveSource,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<ArchiveContents> {
  const source = Buffer.isBuffer(given) ? sourceOf(given) : given;
  const builder = new ContentsBuilder(source.size, limits);
  return builder.contents(async () => {
    const zip = await openZip(source);
    const layout = new ZipLayout();
    const directory = cursorOf(zip);
    try {
      for await (const entry of entriesOf(zip)) await take({ zip, entry, source, builder, layout });
      for (const detail of await layout.faults(zip, source, directory)) builder.fault('ambiguous', detail);
    } finally {
      zip.close();
    }
  });
}

interface Taking {
  zip: ZipFile;
  entry: Entry;
  source: ArchiveSource;
  builder: ContentsBuilder;
  layout: ZipLayout;
}

async function take({ zip, entry, source, builder, layout }: Taking): Promise<void> {
  const name = nameOf(entry);
  if (name !== getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, [], true))
    builder.fault('ambiguous', 'an extra field gives it another name', name);
  const path = builder.enter(name);
  const local = await localHeader(source, entry);
  layout.add(entry, local);
  const type = (entry.externalFileAttributes >>> 16) & TYPE_MASK;
  if (type === LINK) return builder.fault('link', 'a symbolic link', name);
  if (type !== 0 && type !== REGULAR && type !== DIRECTORY)
    return builder.fault('special', `an entry of mode ${type.toString(8)}`, name);
  if (local?.name.equals(entry.fileNameRaw) !== true)
    throw new Error(`the local header of ${JSON.stringify(name)} names another file`);
  const differs = disagreement(entry, local);
  if (differs !== undefined)
    builder.fault('ambiguous', `its local header gives another ${differs} than the directory`, name);
  if (name.endsWith('/') && (entry.uncompressedSize > 0 || type === REGULAR))
    builder.fault('ambiguous', 'a file by its size or mode, a folder by its name', name);
  if (path === undefined || name.endsWith('/')) return;
  if ((entry.generalPurposeBitFlag & IS_ENCRYPTED) !== 0)
    throw new Error(`${JSON.stringify(name)} is encrypted`);
  await builder.file(
    path,
    checked(contentOf({ zip, entry, source, builder, layout }, local), entry, builder),
  );
}

/** Small entries, which are most, are unpacked at once: streams for each would cost more than what is in them. */
async function* contentOf({ zip, entry, source }: Taking, local: LocalHeader): AsyncGenerator<Buffer> {
  const { compressedSize, uncompressedSize, compressionMethod, generalPurposeBitFlag } = entry;
  const isPlain =
    (generalPurposeBitFlag & UNREADABLE) === 0 && compressedSize <= AT_ONCE && uncompressedSize <= AT_ONCE;
  if (!isPlain || (compressionMethod !== STORED && compressionMethod !== DEFLATED)) {
    yield* (await openEntry(zip, entry)) as AsyncIterable<Buffer>;
    return;
  }
  const packed = await source.read(local.contentAt, compressedSize);
  if (packed.length < compressedSize) throw new Error('unexpected end of the archive');
  // Some packers deflate nothing into a few bytes; what comes out of them has to be nothing.
  const bytes =
    compressionMethod === STORED
      ? packed
      : inflateRawSync(packed, { maxOutputLength: Math.max(uncompressedSize, 1) });
  if (uncompressedSize !== bytes.length) throw new Error('an entry of another size than it says');
  if (uncompressedSize > 0) yield bytes;
}

/** yauzl leaves the checksum to whoever reads. */
async function* checked(
  content: AsyncIterable<Buffer>,
  entry: Entry,
  builder: ContentsBuilder,
): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const chunk of content) {
    builder.count(chunk.length);
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== entry.crc32) throw new Error('an entry is not what its checksum says');
}

function nameOf(entry: Entry): string {
  const fields = parseExtraFields(entry.extraFieldRaw);
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, fields, true);
}

/** Lets yauzl read from a source. */
class SourceReader extends RandomAccessReader {
  constructor(private readonly source: ArchiveSource) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(chunksOf(this.source, start, end), { objectMode: false });
  }

  /** Headers are small and many: a stream for each would cost more than all else. */
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.source.read(position, length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        callback(bytes.length < length ? new Error('unexpected end of the archive') : null);
      },
      (cause: Error) => callback(cause),
    );
  }
}

function openZip(source: ArchiveSource): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names stay raw: yauzl would end the reading at the first bad one, and we want to name them all.
    const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, autoClose: false };
    fromRandomAccessReader(new SourceReader(source), source.size, options, (error, zip) =>
      error ? reject(error) : resolve(zip),
    );
  });
}
