import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Extract } from 'tar-stream';
import type { ArchiveContents } from '../facts/archive-contents';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archive-limits';
import { ContentsBuilder } from './contents-builder';

type Entry = Extract extends AsyncIterable<infer Each> ? Each : never;

const CHUNK = 64 * 1024;

/**
 * An npm tarball, in memory. Paths are without their first part, whatever it is called, as npm unpacks them:
 * so `a/x.js` and `b/x.js` are the same file twice.
 */
export async function readTarball(
  bytes: Buffer,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<ArchiveContents> {
  const builder = new ContentsBuilder(bytes.length, limits);
  return builder.contents(async () => {
    const entries = extract();
    await Promise.all([
      pipeline(chunksOf(bytes), createGunzip(), counted(builder), entries),
      (async () => {
        for await (const entry of entries) await take(entry, builder);
      })(),
    ]);
  });
}

async function take(entry: Entry, builder: ContentsBuilder): Promise<void> {
  const { type, name, linkname } = entry.header;
  const path = builder.enter(name)?.split('/').slice(1).join('/');
  if (type === 'symlink' || type === 'link') {
    builder.fault('link', `a ${type} to ${JSON.stringify(linkname ?? '')}`, name);
  } else if (type !== 'file' && type !== 'contiguous-file' && type !== 'directory') {
    builder.fault('special', `an entry of type ${type ?? 'unknown'}`, name);
  } else if (type !== 'directory' && path !== undefined && path !== '') {
    await builder.file(path, entry);
    return;
  }
  entry.resume();
}

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += CHUNK) yield bytes.subarray(start, start + CHUNK);
}

function chunksOf(bytes: Buffer): Readable {
  return Readable.from(slices(bytes), { objectMode: false });
}

function counted(builder: ContentsBuilder) {
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      builder.count(chunk.length);
      yield chunk;
    }
  };
}
