import { type ArtifactStore } from '@sallyport/artifact-store';
import { type FetchedPackage, type ManifestInside } from '@sallyport/domain';
import { Manifests } from '@sallyport/installer';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Extract } from 'tar-stream';
import { z } from 'zod';
import { runsOnInstall } from './install-hooks';

type Entry = Extract extends AsyncIterable<infer Each> ? Each : never;

export interface ManifestLimits {
  /** Bytes of the manifest. */
  manifestBytes: number;
  /** Bytes of the unpacked tarball that are gone through. */
  unpackedBytes: number;
}

/** Real manifests are some kilobytes; the largest tarballs unpack to some hundred megabytes. */
export const MANIFEST_LIMITS: ManifestLimits = {
  manifestBytes: 4 * 1024 ** 2,
  unpackedBytes: 1024 ** 3,
};

const Inside = z.object({
  repository: z
    .union([z.string(), z.object({ url: z.string() })])
    .optional()
    .catch(undefined),
  scripts: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

/** Reads `package.json` of npm tarballs as npm unpacks them: without the first part of every path. */
export class TarballManifests extends Manifests {
  constructor(
    private readonly artifacts: Pick<ArtifactStore, 'path'>,
    private readonly limits: ManifestLimits = MANIFEST_LIMITS,
  ) {
    super();
  }

  async inside({ digest }: FetchedPackage): Promise<ManifestInside | undefined> {
    try {
      return await this.read(this.artifacts.path(digest));
    } catch {
      // Corrupt, too large, gone: whatever it is, the scanner says it; here nothing is known.
      return undefined;
    }
  }

  private async read(path: string): Promise<ManifestInside | undefined> {
    const manifests: Buffer[] = [];
    let hasBinding = false;
    const entries = extract();
    await Promise.all([
      pipeline(createReadStream(path), createGunzip(), this.counted(), entries),
      (async () => {
        for await (const entry of entries) {
          const inner = entry.header.name
            .split('/')
            .filter((part) => part !== '' && part !== '.')
            .slice(1);
          if (inner.join('/') === 'package.json') manifests.push(await this.content(entry));
          else {
            hasBinding ||= inner.join('/') === 'binding.gyp';
            entry.resume();
          }
        }
      })(),
    ]);
    // Two of one name: which of them counts depends on who unpacks.
    const [manifest, second] = manifests;
    if (manifest === undefined || second !== undefined) return undefined;
    const { repository, scripts } = Inside.parse(JSON.parse(manifest.toString('utf8')));
    return {
      repository: typeof repository === 'string' ? repository : (repository?.url ?? null),
      // npm builds what has a binding.gyp, and its registry says so.
      installScripts: runsOnInstall(scripts) || hasBinding,
    };
  }

  private async content(entry: Entry): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of entry as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > this.limits.manifestBytes) throw new Error('the manifest is too large');
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  private counted() {
    const { unpackedBytes } = this.limits;
    return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      let size = 0;
      for await (const piece of source) {
        size += piece.length;
        if (size > unpackedBytes) throw new Error('the tarball is too large');
        yield piece;
      }
    };
  }
}
