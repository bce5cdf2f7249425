import { normalizeRepository } from '@sallyport/domain';
import { textOf, type ArchiveContents } from '../archive-contents';
import { parseManifest } from '../npm/manifest';
import { MAX_KIN, type Kinship } from './file-fingerprint';

const METADATA = /^(?:PKG-INFO|[^/]+\.dist-info\/METADATA)$/;
/** Labels under which projects of PyPI give their source (well-known labels of the packaging specifications). */
const SOURCE =
  /^(?:Project-URL:[ \t]*(?:source(?: ?code)?|repository|github|code|homepage)[ \t]*,|Home-page:)[ \t]*(\S+)/gim;
const MAX_NAME = 214;

/** Whose kin an npm tarball says it is. */
export function npmKinship({ files }: ArchiveContents): Kinship {
  const text = textOf(files.get('package.json'));
  const manifest = parseManifest(text);
  if (manifest === undefined) return { repository: null, dependencies: [] };
  const { dependencies, optionalDependencies, peerDependencies, repository } = manifest;
  const declared = typeof repository === 'string' ? repository : repository?.url;
  return {
    repository: (declared === undefined ? undefined : normalizeRepository(declared)) ?? null,
    dependencies: named(
      [dependencies, optionalDependencies, peerDependencies].flatMap((each) => Object.keys(each)),
    ),
  };
}

/** Whose kin a wheel or an sdist says it is (core metadata). */
export function pypiKinship({ files }: ArchiveContents): Kinship {
  const path = [...files.keys()].find((each) => METADATA.test(each));
  const headers = textOf(path === undefined ? undefined : files.get(path))?.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const addresses = [...headers.matchAll(SOURCE)].flatMap(
    ([, address]) => normalizeRepository(address ?? '') ?? [],
  );
  const required = [...headers.matchAll(/^Requires-Dist:[ \t]*([A-Za-z0-9][\w.-]*)/gim)].map(
    ([, name]) => name ?? '',
  );
  return { repository: addresses[0] ?? null, dependencies: named(required.map(normalised)) };
}

/** PEP 503. */
function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function named(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '' && name.length <= MAX_NAME).slice(0, MAX_KIN);
}
