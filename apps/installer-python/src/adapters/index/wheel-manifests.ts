import { type ArtifactStore } from '@sallyport/artifact-store';
import { type FetchedPackage, type ManifestInside } from '@sallyport/domain';
import { Manifests } from '@sallyport/installer';
import { open, type Entry, type ZipFile } from 'yauzl';
import { readCoreMetadata } from './core-metadata';

/** Real METADATA is some kilobytes, with a long description some hundred. */
const MAX_METADATA_BYTES = 8 * 1024 ** 2;
/** Entries of a wheel that are gone through; the largest have some ten thousand. */
const MAX_ENTRIES = 200_000;

/** Reads `*.dist-info/METADATA` of wheels (PEP 427). A wheel runs nothing when it is installed. */
export class WheelManifests extends Manifests {
  constructor(private readonly artifacts: Pick<ArtifactStore, 'path'>) {
    super();
  }

  async inside({ digest, artifact }: FetchedPackage): Promise<ManifestInside | undefined> {
    if (artifact.kind !== 'wheel') return undefined;
    try {
      const text = await metadataIn(this.artifacts.path(digest));
      if (text === undefined) return undefined;
      return { repository: readCoreMetadata(text).repository, installScripts: false };
    } catch {
      // Corrupt, too large, gone: whatever it is, the scanner says it; here nothing is known.
      return undefined;
    }
  }
}

async function metadataIn(path: string): Promise<string | undefined> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    open(path, { lazyEntries: true, autoClose: false }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    ),
  );
  try {
    const found: Entry[] = [];
    for (let left = MAX_ENTRIES; left > 0; left -= 1) {
      const entry = await nextEntry(zip);
      // Two of one name: which of them counts depends on who unpacks.
      if (entry === undefined) return found.length === 1 ? await textOf(zip, found[0] as Entry) : undefined;
      if (/^[^/]+\.dist-info\/METADATA$/.test(entry.fileName)) found.push(entry);
    }
    return undefined;
  } finally {
    zip.close();
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error');
      // Of what comes later nobody wants to know, and an unheard error would end the process.
      zip.on('error', () => undefined);
      act();
    };
    zip.once('entry', (entry: Entry) => settle(() => resolve(entry)));
    zip.once('end', () => settle(() => resolve(undefined)));
    zip.once('error', (error: Error) => settle(() => reject(error)));
    zip.readEntry();
  });
}

async function textOf(zip: ZipFile, entry: Entry): Promise<string> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > MAX_METADATA_BYTES) throw new Error('the metadata is too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
