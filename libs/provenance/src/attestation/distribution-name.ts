import { normalizeName, normalizeVersion } from '@sallyport/domain';

/**
 * What a wheel's or sdist's file name says, so that two spellings of it can be compared: name by PEP 503, version by
 * PEP 440, the rest (build tag and tags of PEP 427) as it is. undefined: it is neither.
 */
export function distributionName(filename: string): string | undefined {
  try {
    return filename.endsWith('.whl') ? wheel(filename) : sdist(filename);
  } catch {
    return undefined;
  }
}

function wheel(filename: string): string | undefined {
  const parts = filename.slice(0, -'.whl'.length).split('-');
  if (parts.length !== 5 && parts.length !== 6) return undefined;
  const [name = '', version = '', ...rest] = parts;
  return JSON.stringify([
    'wheel',
    normalizeName('pypi', name),
    normalizeVersion('pypi', version),
    // Compressed tag sets are sets.
    ...rest.map((tag) => tag.split('.').sort().join('.')),
  ]);
}

function sdist(filename: string): string | undefined {
  const [, stem = '', ending = ''] = /^(.+)(\.tar\.gz|\.zip)$/.exec(filename) ?? [];
  const at = stem.lastIndexOf('-');
  if (at <= 0) return undefined;
  const [name, version] = [stem.slice(0, at), stem.slice(at + 1)];
  return JSON.stringify(['sdist', normalizeName('pypi', name), normalizeVersion('pypi', version), ending]);
}
