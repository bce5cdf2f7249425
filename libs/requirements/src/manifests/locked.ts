import { DomainError, normalizeName, normalizeVersion, type Ecosystem } from '@sallyport/domain';
import type { Place } from '../model/discovery';
import { listOf, recordOf, textOf, type ManifestReading } from './manifest';

/** More than any release has artifacts; what is beyond is not looked for. */
const MAX_ARTIFACTS = 300;
/** Algorithms that W3C SRI has, and SHA-1, which is told so that somebody may say that it is too weak. */
const SRI = /^sha(?:1|256|384|512)-[A-Za-z0-9+/]+={0,2}$/;

/** Adds one package version of a lock; a name or version that is none is a problem. */
export function addLocked(
  reading: ManifestReading,
  given: {
    ecosystem: Ecosystem;
    name: string;
    version: string;
    place: Place;
    integrity?: readonly string[];
    isDirect?: boolean | undefined;
  },
): void {
  const { ecosystem, place, isDirect, integrity = [] } = given;
  try {
    const name = normalizeName(ecosystem, given.name);
    const version = normalizeVersion(ecosystem, given.version);
    const stated = [...new Set(integrity)].slice(0, MAX_ARTIFACTS);
    reading.locked.push({
      ...{ ecosystem, name, version, place },
      ...(stated.length === 0 ? {} : { integrity: stated }),
      ...(isDirect === undefined ? {} : { isDirect }),
    });
  } catch (cause) {
    if (!DomainError.is(cause)) throw cause;
    reading.problems.push({ kind: 'malformed-manifest', message: cause.message, place });
  }
}

/** What npm's locks state: W3C SRI, of which one text may hold several for the same bytes; the strongest counts. */
export function integrityOf(value: unknown): string[] {
  const stated = (textOf(value) ?? '').split(/\s+/).filter((each) => SRI.test(each));
  const strength = (each: string): number => Number(/^sha(\d+)/.exec(each)?.[1]);
  return stated.sort((a, b) => strength(b) - strength(a)).slice(0, 1);
}

/** What Python's locks state, `sha256:` and hex, in the words of W3C SRI. */
export function integrityOfHash(value: unknown): string[] {
  const match = /^(sha(?:256|384|512)):([0-9a-f]{64,128})$/i.exec(textOf(value) ?? '');
  if (match === null) return [];
  return [
    `${(match[1] as string).toLowerCase()}-${Buffer.from(match[2] as string, 'hex').toString('base64')}`,
  ];
}

/**
 * Hashes of the artifacts of one entry: poetry and pdm (`files`), uv (`wheels`, `sdist`), PEP 751 (the same with
 * `hashes`), Pipfile.lock (`hashes`).
 */
export function integrityOfArtifacts(entry: Readonly<Record<string, unknown>>): string[] {
  const artifacts = [entry['sdist'], ...listOf(entry['files']), ...listOf(entry['wheels'])].map(recordOf);
  return [
    ...listOf(entry['hashes']).flatMap(integrityOfHash),
    ...artifacts.flatMap(({ hash, hashes }) => [
      ...integrityOfHash(hash),
      ...Object.entries(recordOf(hashes)).flatMap(([algorithm, hex]) =>
        integrityOfHash(`${algorithm}:${textOf(hex) ?? ''}`),
      ),
    ]),
  ];
}
