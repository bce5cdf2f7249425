import { textOf, type ArchiveContents, type ArchiveFile } from './archive-contents';
import type { ArtifactFacts } from './artifact-facts';
import { unreadSettings } from './autorun';
import { allCode } from './all-code';
import { cachedBytecode, disguisedCode } from './disguised-code';
import type { CodeReaders } from './follow/code-readers';

/**
 * What all code of an artifact does, that in archives within it included, and what of it could not be read.
 * @param files under the paths that they are installed to
 */
export function codeFacts(
  contents: ArchiveContents,
  files: ReadonlyMap<string, ArchiveFile>,
  readers: CodeReaders,
  entries: ReadonlySet<string> = new Set(),
): Pick<ArtifactFacts, 'code' | 'unread' | 'disguised'> {
  const own = allCode(files, readers, entries);
  const nested = allCode(contents.nested ?? new Map<string, ArchiveFile>(), readers);
  return {
    code: [...own.observations, ...nested.observations],
    unread: [
      ...(contents.unopened ?? []),
      ...own.unread,
      ...nested.unread,
      ...cachedBytecode(files),
      ...unreadSettings(files),
    ],
    disguised: disguisedCode(files),
  };
}

/** Where a package is entered by its name: `main`, `bin` and `exports`, and what is there where none is named. */
export function entryFiles(files: ReadonlyMap<string, ArchiveFile>): Set<string> {
  const found = new Set<string>();
  const text = textOf(files.get('package.json'));
  if (text === undefined) return found;
  try {
    const { main, bin, exports, module } = JSON.parse(text.replace(/^\ufeff/, '')) as Record<string, unknown>;
    named([main ?? 'index.js', bin, exports, module], 0);
  } catch {
    // Whoever cannot be read names nothing; the manifest's rule says so.
  }
  return found;

  function named(value: unknown, depth: number): void {
    if (typeof value === 'string') {
      const path = value.replace(/^\.?\//, '');
      for (const suffix of ['', '.js', '/index.js']) if (files.has(path + suffix)) found.add(path + suffix);
    } else if (typeof value === 'object' && value !== null && depth < 10) {
      for (const each of Object.values(value)) named(each, depth + 1);
    }
  }
}
