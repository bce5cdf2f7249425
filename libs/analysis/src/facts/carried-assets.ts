import { posix } from 'node:path';
import { textOf, type ArchiveFile } from './archive-contents';
import type { Observation } from './signal';

/**
 * A file that holds no code, by its name as code spells it out; the same kinds as in `flow-words` of each language. It
 * begins where no name goes on, so that a long text is gone through once.
 */
const NAMED =
  /(?<![\w.-])([\w.-]*)\.(?:wav|mp3|ogg|flac|png|jpe?g|gif|bmp|webp|ico|bin|dat|woff2?|ttf|otf|mp4|enc|blob)\b/gi;

/** Text that is evaluated may as well come with another package; what is started is on this machine. */
const STARTED = /^subprocess\.\w+\(/;

/**
 * Without programs that are started by what an asset says which the artifact does not carry: a tool reads again what it
 * wrote down itself (meson's `coredata.dat`, in numpy's sdist, which carries others). Any carried one may be meant that
 * ends as a name in the code does, since the rest may be put before it; names that are only there to mislead add to that.
 */
export function ofCarriedAssets(
  code: readonly Observation[],
  ...carried: readonly ReadonlyMap<string, ArchiveFile>[]
): Observation[] {
  if (!code.some(({ signal }) => signal === 'asset-code')) return [...code];
  const names = carried.flatMap((files) =>
    [...files.keys()].map((path) => posix.basename(path).toLowerCase()),
  );
  const mayBe = (path: string | undefined): boolean => {
    const file = carried.map((files) => files.get(path ?? '')).find((each) => each !== undefined);
    const text = textOf(file) ?? '';
    const named = [...text.matchAll(NAMED)];
    return (
      named.length === 0 ||
      named.some(({ 0: name, 1: stem, index }) => {
        const isPutTogether = stem === '' || text[index - 1] === '%';
        return isPutTogether || names.some((each) => each.endsWith(name.toLowerCase()));
      })
    );
  };
  return code.filter(
    ({ signal, evidence, file }) => signal !== 'asset-code' || !STARTED.test(evidence) || mayBe(file),
  );
}
