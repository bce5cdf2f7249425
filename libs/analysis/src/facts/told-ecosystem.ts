import type { Ecosystem } from '@sallyport/domain';
import type { ArchiveContents } from './archive-contents';

/** The folder that every wheel has (PEP 427), and every installed one (PEP 376). */
const DIST_INFO = /^[^/]+\.dist-info\/(?:METADATA|WHEEL|RECORD)$/;

/**
 * Of which ecosystems the contents say they are, the likeliest first. An sdist may hold a package.json and a tarball a
 * setup.py: then both are named, and both are looked at, or a second manifest would hide what the first one runs.
 */
export function toldEcosystems({ files }: Pick<ArchiveContents, 'files'>): Ecosystem[] {
  const isBuilt = [...files.keys()].some((path) => DIST_INFO.test(path)) || files.has('PKG-INFO');
  const isPython = isBuilt || files.has('setup.py') || files.has('pyproject.toml');
  const isNode = files.has('package.json');
  if (isBuilt) return isNode ? ['pypi', 'npm'] : ['pypi'];
  return [...(isNode ? (['npm'] as const) : []), ...(isPython ? (['pypi'] as const) : [])];
}

/** The contents without their one folder, as an sdist has it; as they are where there are more. */
export function withoutFirstFolder(contents: ArchiveContents): ArchiveContents {
  const folders = new Set([...contents.files.keys()].map((path) => path.split('/', 1)[0]));
  const isInOne = folders.size === 1 && [...contents.files.keys()].every((path) => path.includes('/'));
  if (!isInOne) return contents;
  const files = [...contents.files.values()].map((file) => {
    const path = file.path.slice(file.path.indexOf('/') + 1);
    return [path, { ...file, path }] as const;
  });
  return { ...contents, files: new Map(files) };
}
