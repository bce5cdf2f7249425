export type EntryPath = { path: string } | { unsafe: string };

/**
 * The path of an entry with needless parts (`.`, empty) gone; or why it must not be unpacked. Both kinds of
 * slash count as separators, because some unpackers treat them so.
 */
export function entryPath(raw: string, maxLength: number): EntryPath {
  if (raw.length > maxLength) return { unsafe: `a path of ${raw.length} characters` };
  // eslint-disable-next-line no-control-regex -- a NUL ends the name for some unpackers and not for others
  if (/\u0000/.test(raw)) return { unsafe: 'a path with a NUL' };
  if (/^[/\\]|^[A-Za-z]:/.test(raw)) return { unsafe: 'an absolute path' };
  if (raw.split(/[/\\]/).includes('..')) return { unsafe: 'a path that climbs out of the package' };
  return {
    path: raw
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/'),
  };
}
