import type { ArchiveFile } from './archive-contents';
import type { Observation } from './signal';

/** A file that holds no code, by its name; the same kinds as in `flow-words` of each language. */
const ASSET = /\.(?:wav|mp3|ogg|flac|png|jpe?g|gif|bmp|webp|ico|bin|dat|woff2?|ttf|otf|mp4|enc|blob)$/i;

/** Text that is evaluated may as well come with another package; what is started is on this machine. */
const STARTED = /^subprocess\.\w+\(/;

/**
 * Without programs that are started by what an asset says where the artifact carries none: a tool reads again what it
 * wrote down itself (meson's `coredata.dat`). Where it carries one, that may be meant whatever names the code spells out:
 * the one that counts may be put together.
 */
export function ofCarriedAssets(
  code: readonly Observation[],
  ...carried: readonly ReadonlyMap<string, ArchiveFile>[]
): Observation[] {
  const isCarried =
    code.some(({ signal }) => signal === 'asset-code') &&
    carried.some((files) => [...files.keys()].some((path) => ASSET.test(path)));
  return code.filter(
    ({ signal, evidence }) => signal !== 'asset-code' || !STARTED.test(evidence) || isCarried,
  );
}
