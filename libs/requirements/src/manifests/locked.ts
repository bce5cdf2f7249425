import { DomainError, normalizeName, normalizeVersion, type Ecosystem } from '@sallyport/domain';
import type { Place } from '../model/discovery';
import type { ManifestReading } from './manifest';

/** Adds one package version of a lock; a name or version that is none is a problem. */
export function addLocked(
  reading: ManifestReading,
  given: {
    ecosystem: Ecosystem;
    name: string;
    version: string;
    place: Place;
    isDirect?: boolean | undefined;
  },
): void {
  const { ecosystem, place, isDirect } = given;
  try {
    const name = normalizeName(ecosystem, given.name);
    const version = normalizeVersion(ecosystem, given.version);
    reading.locked.push({ ecosystem, name, version, place, ...(isDirect === undefined ? {} : { isDirect }) });
  } catch (cause) {
    if (!DomainError.is(cause)) throw cause;
    reading.problems.push({ kind: 'malformed-manifest', message: cause.message, place });
  }
}
