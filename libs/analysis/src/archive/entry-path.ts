export type EntryPath = { path: string } | { unsafe: string };

/** Characters that are only not seen are for the rule `file-name-deceptive`: such a file is read as any other. */
// eslint-disable-next-line no-control-regex -- names that move a reader's cursor are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** Names of devices on Windows, with any ending (Microsoft, "Naming Files, Paths, and Namespaces"). */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(?:\.[^/]*)?$/i;

/**
 * The path of an entry with needless parts (`.`, empty) gone; or why it must not be unpacked. Both kinds of
 * slash count as separators, because some unpackers treat them so.
 */
export function entryPath(raw: string, maxLength: number): EntryPath {
  if (raw.length > maxLength) return { unsafe: `a path of ${raw.length} characters` };
  if (UNPRINTABLE.test(raw)) return { unsafe: 'a path with control characters' };
  if (/^[/\\]|^[A-Za-z]:/.test(raw)) return { unsafe: 'an absolute path' };
  if (raw.split(/[/\\]/).includes('..')) return { unsafe: 'a path that climbs out of the package' };
  return {
    path: raw
      .split(/[/\\]/)
      .filter((part) => part !== '' && part !== '.')
      .join('/'),
  };
}

/** Why the same entry has other names elsewhere, or cannot be unpacked there; undefined for ordinary names. */
export function oddity(raw: string): string | undefined {
  if (raw.includes('\ufffd')) return 'a name that is not UTF-8';
  if (raw.includes('\\')) return 'a backslash, which is a separator on Windows';
  const parts = raw.split('/');
  if (parts.some((part) => DEVICE.test(part))) return 'a name of a device on Windows';
  if (parts.some((part) => /[. ]$/.test(part) && !/^\.+$/.test(part)))
    return 'a name that ends in a dot or a space, which Windows leaves out';
  return parts.some((part) => part.includes(':')) ? 'a colon, which names a stream on Windows' : undefined;
}

/** Equal for paths that a file system without case, or with one spelling of accents, takes for the same. */
export function foldedPath(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
