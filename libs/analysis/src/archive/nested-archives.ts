import type { ArchiveContents, ArchiveFile } from '../facts/archive-contents';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archive-limits';
import { readTarball } from './read-tarball';
import { readWheel } from './read-wheel';

const MIB = 1024 * 1024;
const TAR = /\.(?:tgz|tar\.gz|tar)$/i;
const ZIP = /\.(?:zip|whl|egg|pyz|jar)$/i;
/** Archives that are opened; honest packages have some for their tests. */
const MAX_ARCHIVES = 20;
const MAX_DEPTH = 2;
/** Archives that are named; the others are counted. */
const MAX_NAMED = 20;
/** Of all nested archives together. */
const BUDGET = { unpackedBytes: 128 * MIB, entries: 10_000, keptBytes: 16 * MIB };

/**
 * What lies in archives within the archive: code that some other file of the package unpacks and runs, or a package that
 * it brings along. Faults of theirs accuse nobody, as tests are full of broken archives; they are said to be unread.
 */
export async function nestedArchives(
  contents: ArchiveContents,
): Promise<Pick<ArchiveContents, 'nested' | 'unopened'>> {
  const nested = new Map<string, ArchiveFile>();
  const unopened: { file?: string; what: string }[] = [];
  const left = { ...BUDGET };
  let [opened, untold] = [0, 0];
  await openAll(contents.files.values(), 1);
  if (untold > 0) unopened.push({ what: `${untold} more archives within the archive were not opened` });
  return { nested, unopened };

  function tell(file: string, what: string): void {
    if (unopened.length < MAX_NAMED) unopened.push({ file, what });
    else untold += 1;
  }

  async function openAll(files: Iterable<ArchiveFile>, depth: number): Promise<void> {
    for (const file of [...files]) {
      const kind = kindOf(file);
      if (kind === undefined) continue;
      if (kind === 'packed') {
        tell(file.path, 'an archive within the archive, of a kind that is not opened');
        continue;
      }
      opened += 1;
      if (opened > MAX_ARCHIVES || depth > MAX_DEPTH || file.content === null) {
        tell(file.path, 'an archive within the archive that was not opened');
        continue;
      }
      const limits: ArchiveLimits = { ...ARCHIVE_LIMITS, ...left, keptTextBytes: 2 * MIB, faults: 1 };
      const inner =
        kind === 'zip'
          ? await readWheel(file.content, limits)
          : await readTarball(file.content, limits, 'flat');
      left.unpackedBytes = Math.max(0, left.unpackedBytes - inner.unpackedBytes);
      left.entries = Math.max(0, left.entries - inner.files.size);
      const [fault] = inner.faults;
      if (fault !== undefined) tell(file.path, `an archive of which ${fault.detail}`);
      const placed: ArchiveFile[] = [];
      for (const each of inner.files.values()) {
        left.keptBytes = Math.max(0, left.keptBytes - (each.content?.length ?? 0));
        placed.push({ ...each, path: `${file.path}!/${each.path}` });
      }
      for (const each of placed) nested.set(each.path, each);
      await openAll(placed, depth + 1);
    }
  }
}

/** What is called an archive is opened as one, whatever it begins with: faults of it are told. */
function kindOf({ path, archive }: ArchiveFile): ArchiveFile['archive'] {
  if (ZIP.test(path)) return 'zip';
  return TAR.test(path) ? 'tar' : archive;
}
