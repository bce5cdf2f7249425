import { textOf, type ArchiveContents } from '../archive-contents';
import type { CodeReaders } from '../follow/code-readers';
import type { Observation } from '../signal';

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/i;
const TYPES = /\.d\.[cm]?ts$/i;
/** Bounds of one artifact: parsing costs about 0.3 s for each MB. Larger files are read by hooks alone. */
const MAX_FILES = 4_000;
const MAX_BYTES = 24 * 1024 * 1024;
const MAX_PARSED = 2 * 1024 * 1024;
const MAX_OBSERVATIONS = 2_000;

/**
 * What every file of code does by itself, whoever loads it: what is loaded at last may only be known by running it.
 * Files are read smallest first, so that one large bundle hides none of the others.
 */
export function allCode(contents: ArchiveContents, readers: CodeReaders): Observation[] {
  const observations: Observation[] = [];
  let bytes = 0;
  let files = 0;
  const code = [...contents.files.values()]
    .filter(({ path }) => CODE.test(path) && !TYPES.test(path))
    .sort((a, b) => a.size - b.size);
  for (const file of code) {
    const text = textOf(file);
    if (text === undefined || text.length > MAX_PARSED) continue;
    bytes += file.size;
    files += 1;
    if (files > MAX_FILES || bytes > MAX_BYTES || observations.length > MAX_OBSERVATIONS) break;
    observations.push(...readers.javascript(file.path, text).observations);
  }
  return observations;
}
