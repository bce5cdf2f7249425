import type { ArchiveFile } from './archive-contents';
import type { Disguised } from './artifact-facts';
import type { Gap } from './signal';
import { disguisingCoding } from './source-text';

type Files = ReadonlyMap<string, ArchiveFile>;
/** `kept`: unpacked with the times of its files, as an sdist is; `archive`: loaded from an archive, or unpacked by who knows. */
export type Unpacking = 'new-times' | 'kept-times' | 'archive';

const COMPILED = /\.pyc$/i;
const CACHED = /(?:^|\/)__pycache__\/([^/]+?)(?:\.[a-z]+-?\d+)?(?:\.opt-\d)?\.pyc$/;
/** Of the second word of a .pyc: it is checked by digest; and whether at all (PEP 552). */
const BY_DIGEST = 0x1;
const IS_CHECKED = 0x2;
const MAX = 20;

/**
 * Python that runs without anybody being able to read it. A .pyc beside nothing is imported as it is; one in
 * `__pycache__` only where it fits its source. A digest fits whatever the code is, since the package has both; time and
 * size fit where whoever unpacks it keeps times. An installed wheel has the time of its installation.
 */
export function disguisedCode(files: Files, unpacking: Unpacking): Disguised[] {
  const found: Disguised[] = [];
  for (const file of files.values()) {
    const what = disguiseOf(file, files, unpacking);
    if (what !== undefined && found.length < MAX) found.push({ file: file.path, what });
  }
  return found;
}

/** Compiled Python that is run where it fits the time of its source, which nothing here can tell. */
export function cachedBytecode(files: Files): Gap[] {
  const cached = [...files.keys()].filter((path) => CACHED.test(path));
  const [first] = cached;
  return first === undefined
    ? []
    : [{ kind: 'unparsable', file: first, what: `compiled Python, ${cached.length} files of it` }];
}

function disguiseOf(file: ArchiveFile, files: Files, unpacking: Unpacking): string | undefined {
  if (COMPILED.test(file.path)) return disguiseOfCompiled(file, files, unpacking);
  if (file.bytecode !== undefined) return 'it is compiled Python by another name';
  const isRead = /\.pyw?$/i.test(file.path) && file.content !== null;
  return isRead ? disguisingCoding(file.content) : undefined;
}

function disguiseOfCompiled(
  { path, bytecode }: ArchiveFile,
  files: Files,
  unpacking: Unpacking,
): string | undefined {
  const source = files.get(sourceOf(path));
  if (source === undefined) return 'its source is not in the package';
  if (bytecode === undefined) return undefined;
  if ((bytecode.flags & BY_DIGEST) !== 0)
    return (bytecode.flags & IS_CHECKED) === 0
      ? 'it tells Python not to compare it with its source'
      : 'Python compares nothing but a digest of its source, which says nothing of the code';
  if (unpacking === 'archive' && !CACHED.test(path))
    return 'Python takes it out of an archive before its source';
  return unpacking === 'kept-times' && bytecode.sourceSize === source.size
    ? 'Python runs it instead of its source, where that keeps its time'
    : undefined;
}

function sourceOf(path: string): string {
  return CACHED.test(path)
    ? path.replace(
        CACHED,
        (whole: string, module: string) => `${whole.startsWith('/') ? '/' : ''}${module}.py`,
      )
    : path.slice(0, -1);
}
