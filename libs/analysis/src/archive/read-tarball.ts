import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import { extract, type Extract } from 'tar-stream';
import type { ArchiveContents } from '../facts/archive-contents';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archive-limits';
import { chunksOf, sourceOf, type ArchiveSource } from './archive-source';
import { ContentsBuilder } from './contents-builder';

type Entry = Extract extends AsyncIterable<infer Each> ? Each : never;

const GZIP = Buffer.from('1f8b', 'hex');
/** A sparse file's content is not what lies in the archive (GNU tar, "PAX Format, Version 1.0"). */
const SPARSE = 'GNU.sparse.';
/** In a header for all entries, programs disagree about what these mean for the next one. */
const NOT_FOR_ALL = ['path', 'linkpath', 'size'];

/**
 * An npm tarball or an sdist. Paths are without their first part, whatever it is called, as npm unpacks them:
 * so `a/x.js` and `b/x.js` are the same file twice. `flat`: paths as they are.
 */
export async function readTarball(
  given: Buffer | ArchiveSource,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
  paths: 'without-root' | 'flat' = 'without-root',
): Promise<ArchiveContents> {
  const source = Buffer.isBuffer(given) ? sourceOf(given) : given;
  const builder = new ContentsBuilder(source.size, limits);
  return builder.contents(async () => {
    const entries = extract();
    const isPacked = (await source.read(0, 2)).equals(GZIP);
    // A bare tar is no npm tarball; within an archive it may be.
    const gunzip = isPacked || paths !== 'flat' ? createGunzip() : undefined;
    await Promise.all([
      gunzip === undefined
        ? pipeline(Readable.from(chunksOf(source), { objectMode: false }), counted(builder), entries)
        : pipeline(Readable.from(chunksOf(source), { objectMode: false }), gunzip, counted(builder), entries),
      (async () => {
        for await (const entry of entries) await take(entry, builder, paths === 'flat' ? 0 : 1);
      })(),
    ]);
    noteGlobalHeader(entries, builder);
    if (gunzip !== undefined) await noteTrailing(gunzip, source, builder);
  });
}

async function take(entry: Entry, builder: ContentsBuilder, rootParts: number): Promise<void> {
  const { type, name, linkname, size, pax } = entry.header as Entry['header'] & {
    pax: Record<string, string> | null;
  };
  if (Object.is(size, -0)) throw new Error('an entry of a negative size');
  if (pax !== null && Object.keys(pax).length === 0)
    builder.fault('ambiguous', 'a header of no records that every program could read', name);
  const path = builder.enter(name)?.split('/').slice(rootParts).join('/');
  if (type === 'symlink' || type === 'link') {
    builder.fault('link', `a ${type} to ${JSON.stringify(linkname ?? '')}`, name);
  } else if (type !== 'file' && type !== 'contiguous-file' && type !== 'directory') {
    builder.fault('special', `an entry of type ${type ?? 'unknown'}`, name);
  } else if (Object.keys(pax ?? {}).some((key) => key.startsWith(SPARSE))) {
    builder.fault('special', 'a sparse file', name);
  } else if (type !== 'directory' && path !== undefined && path !== '') {
    await builder.file(path, entry);
    return;
  }
  entry.resume();
}

/** tar-stream keeps the header for all entries to itself. */
function noteGlobalHeader(entries: Extract, builder: ContentsBuilder): void {
  const all = (entries as unknown as { _paxGlobal: Record<string, string> | null })._paxGlobal;
  for (const key of NOT_FOR_ALL)
    if (all?.[key] !== undefined) builder.fault('ambiguous', `a header gives one ${key} to all entries`);
}

/** zlib leaves out what follows the last member where it is no further one; other programs may not. Zeros are padding. */
async function noteTrailing(gunzip: Gunzip, source: ArchiveSource, builder: ContentsBuilder): Promise<void> {
  for await (const chunk of chunksOf(source, gunzip.bytesWritten)) {
    if (chunk.every((byte) => byte === 0)) continue;
    builder.fault('ambiguous', `${source.size - gunzip.bytesWritten} bytes after its end`);
    return;
  }
}

function counted(builder: ContentsBuilder) {
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      builder.count(chunk.length);
      yield chunk;
    }
  };
}
