import type { Ecosystem } from '@sallyport/domain';
import { textOf, type ArchiveFile } from '../archive-contents';

/** Characters that are searched through for all names together: about a second. */
const MAX_SEARCHED = 1_500_000_000;
const MAX_FILE = 16 * 1024 * 1024;
/** Say what a package depends on or tell of it, and use nothing. */
const NO_USE =
  /(?:^|\/)(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|[^/]*\.lock|pyproject\.toml|setup\.cfg|requirements[^/]*\.txt|readme[^/]*|changelog[^/]*|history[^/]*|licen[cs]e[^/]*|pkg-info|metadata|record|requires\.txt|sources\.txt|top_level\.txt)$/i;
/** Short names stand in other words; in quotes they are meant. */
const MAX_SHORT = 6;
/** Distributions whose modules are called otherwise; what is not here is looked for by its own name. */
const MODULES: Readonly<Record<string, string>> = {
  pillow: 'pil',
  beautifulsoup4: 'bs4',
  'scikit-learn': 'sklearn',
  'opencv-python': 'cv2',
  'python-dateutil': 'dateutil',
  'python-dotenv': 'dotenv',
  protobuf: 'google.protobuf',
  attrs: 'attr',
  pyjwt: 'jwt',
  'importlib-metadata': 'importlib.metadata',
  'typing-extensions': 'typing_extensions',
  setuptools: 'pkg_resources',
  'backports-zoneinfo': 'zoneinfo',
};

/** Those of the names that some file says. Whoever wants to be found in a comment is; that is for other signs to tell. */
export function namedInCode(
  ecosystem: Ecosystem,
  names: readonly string[],
  files: ReadonlyMap<string, ArchiveFile>,
): { named: Set<string>; isWhole: boolean } {
  const open = new Map(names.map((name) => [name, wordsFor(ecosystem, name)]));
  const named = new Set<string>();
  let searched = 0;
  for (const file of [...files.values()].sort((a, b) => a.size - b.size)) {
    if (open.size === 0) break;
    if (NO_USE.test(file.path) || file.size > MAX_FILE) continue;
    const text = textOf(file)?.toLowerCase();
    if (text === undefined) continue;
    for (const [name, words] of open) {
      searched += text.length * words.length;
      if (searched > MAX_SEARCHED) return { named, isWhole: false };
      if (!words.some((word) => text.includes(word))) continue;
      named.add(name);
      open.delete(name);
    }
  }
  return { named, isWhole: true };
}

function wordsFor(ecosystem: Ecosystem, name: string): string[] {
  const lower = name.toLowerCase();
  if (ecosystem === 'npm') {
    // Types are used by whoever uses what they are of.
    const typed = /^@types\/(.+)$/.exec(lower)?.[1];
    const meant = typed === undefined ? lower : typed.replace(/^(.+)__(.+)$/, '@$1/$2');
    return meant.length > MAX_SHORT ? [meant] : [`'${meant}`, `"${meant}`, `\`${meant}`];
  }
  const bare = lower.replace(/^python-|-python$|^py(?=[a-z]{3})/g, '');
  return [
    ...new Set(
      [MODULES[lower] ?? lower, lower, lower.replaceAll('-', '_'), lower.replaceAll('-', '.'), bare].flatMap(
        (word) =>
          word.length > MAX_SHORT ? [word] : [`import ${word}`, `from ${word}`, `'${word}`, `"${word}`],
      ),
    ),
  ];
}
