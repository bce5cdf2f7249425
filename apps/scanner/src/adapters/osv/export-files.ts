import { createWriteStream } from 'node:fs';
import { mkdtemp, open, opendir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError, printable } from '@sallyport/domain';
import fetch from 'make-fetch-happen';
import { open as openZip, type Entry, type ZipFile } from 'yauzl';
import { AdvisorySource, type AdvisoryFile } from '../../application/ports/advisory-source';

/** The largest real advisory has about 300 kB. */
const MAX_RECORD_BYTES = 8 * 1024 ** 2;
/** All of OSV's records of one ecosystem have about 300 MB. */
const MAX_TOTAL_BYTES = 4 * 1024 ** 3;
const MAX_RECORDS = 2_000_000;
const MAX_DOWNLOAD_BYTES = 2 * 1024 ** 3;
const DOWNLOAD_MS = 10 * 60_000;

/** Directories, zips and URLs of zips in the layout of OSV's exports: `<ID>.json` at the root. */
export class ExportFiles extends AdvisorySource {
  async *files(source: string): AsyncIterable<AdvisoryFile> {
    try {
      if (/^https?:\/\//i.test(source)) yield* bounded(fromUrl(source));
      else if ((await stat(source)).isDirectory()) yield* bounded(fromDirectory(source));
      else yield* bounded(fromZip(source));
    } catch (cause) {
      if (DomainError.is(cause)) throw cause;
      throw unreadable(source, cause);
    }
  }
}

async function* bounded(files: AsyncIterable<AdvisoryFile>): AsyncIterable<AdvisoryFile> {
  let bytes = 0;
  let records = 0;
  for await (const file of files) {
    records += 1;
    bytes += 'bytes' in file ? file.bytes.length : 0;
    if (records > MAX_RECORDS || bytes > MAX_TOTAL_BYTES) {
      throw new DomainError('advisories-unreadable', 'The source holds more than any export of OSV does');
    }
    yield file;
  }
}

async function* fromDirectory(directory: string): AsyncIterable<AdvisoryFile> {
  for await (const entry of await opendir(directory)) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
    const handle = await open(join(directory, entry.name));
    try {
      const { size } = await handle.stat();
      if (size > MAX_RECORD_BYTES) yield { file: entry.name, refused: tooLarge(size) };
      else yield { file: entry.name, bytes: await handle.readFile() };
    } finally {
      await handle.close();
    }
  }
}

async function* fromUrl(url: string): AsyncIterable<AdvisoryFile> {
  const directory = await mkdtemp(join(tmpdir(), 'sallyport-advisories-'));
  try {
    const file = join(directory, 'export.zip');
    const response = await fetch(url, {
      timeout: DOWNLOAD_MS,
      retry: { retries: 2 },
      size: MAX_DOWNLOAD_BYTES,
    });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    await pipeline(response.body as unknown as Readable, createWriteStream(file));
    yield* fromZip(file);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function* fromZip(file: string): AsyncIterable<AdvisoryFile> {
  const zip = await new Promise<ZipFile>((done, fail) => {
    openZip(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, opened) =>
      error ? fail(error) : done(opened),
    );
  });
  try {
    for (let entry = await nextEntry(zip); entry; entry = await nextEntry(zip)) {
      const name = entry.fileName;
      if (!/^[^/]+\.json$/.test(name)) continue;
      if (entry.uncompressedSize > MAX_RECORD_BYTES)
        yield { file: name, refused: tooLarge(entry.uncompressedSize) };
      else yield await readEntry(zip, entry).then((bytes) => ({ file: name, bytes }));
    }
  } finally {
    zip.close();
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((done, fail) => {
    const settle = (work: () => void) => {
      zip.removeListener('entry', onEntry);
      zip.removeListener('end', onEnd);
      zip.removeListener('error', onError);
      work();
    };
    const onEntry = (entry: Entry) => settle(() => done(entry));
    const onEnd = () => settle(() => done(undefined));
    const onError = (error: Error) => settle(() => fail(error));
    zip.on('entry', onEntry).on('end', onEnd).on('error', onError);
    zip.readEntry();
  });
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const stream = await new Promise<Readable>((done, fail) => {
    zip.openReadStream(entry, (error, opened) => (error ? fail(error) : done(opened)));
  });
  const chunks: Buffer[] = [];
  // yauzl holds the stream to the stated size, which was held to the limit before.
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const tooLarge = (size: number): string => `has ${size} bytes; ${MAX_RECORD_BYTES} are the limit`;

function unreadable(source: string, cause: unknown): DomainError {
  const why = cause instanceof Error ? cause.message : 'unknown';
  return new DomainError('advisories-unreadable', `${printable(source)} cannot be read: ${why}`, {
    hint: 'Give a directory or zip that the scanner can read, or an http(s) URL of a zip. What was loaded before stays in force.',
    cause,
  });
}
