import type { ArchiveFile } from './archive-contents';
import type { Disguised } from './artifact-facts';
import type { Gap } from './signal';
import { disguisingCoding } from './source-text';

const CACHED = /(?:^|\/)__pycache__\/([^/]+?)(?:\.[a-z]+-?\d+)?(?:\.opt-\d)?\.pyc$/;
/** Of the second word of a .pyc: it is checked by digest; and whether at all (PEP 552). */
const BY_DIGEST = 0x1;
const IS_CHECKED = 0x2;
const MAX = 20;

/**
 * Python that runs without anybody being able to read it. A .pyc beside nothing is imported as it is; one in
 * `__pycache__` only where it fits its source, unless it says itself that nobody is to look.
 */
export function disguisedCode(files: ReadonlyMap<string, ArchiveFile>): Disguised[] {
  const found: Disguised[] = [];
  for (const file of files.values()) {
    const what = disguiseOf(file, files);
    if (what !== undefined && found.length < MAX) found.push({ file: file.path, what });
  }
  return found;
}

/** Compiled Python that is run where it fits the time or digest of its source, which nothing here can tell. */
export function cachedBytecode(files: ReadonlyMap<string, ArchiveFile>): Gap[] {
  const cached = [...files.keys()].filter((path) => CACHED.test(path));
  const [first] = cached;
  return first === undefined
    ? []
    : [{ kind: 'unparsable', file: first, what: `compiled Python, ${cached.length} files of it` }];
}

function disguiseOf(file: ArchiveFile, files: ReadonlyMap<string, ArchiveFile>): string | undefined {
  if (/\.pyw?$/i.test(file.path)) return file.content === null ? undefined : disguisingCoding(file.content);
  if (!/\.pyc$/i.test(file.path)) return undefined;
  const cached = CACHED.exec(file.path);
  const source = cached
    ? file.path.replace(
        CACHED,
        (whole: string, module: string) => `${whole.startsWith('/') ? '/' : ''}${module}.py`,
      )
    : file.path.slice(0, -1);
  if (!files.has(source)) return 'its source is not in the package';
  if (file.content === null || file.content.length < 8) return undefined;
  const flags = file.content.readUInt32LE(4);
  return (flags & BY_DIGEST) !== 0 && (flags & IS_CHECKED) === 0
    ? 'it tells Python not to compare it with its source'
    : undefined;
}
