import { PackageURL } from 'packageurl-js';
import { DomainError, printable } from '../errors';
import type { PackageCoordinates } from './package-id';
import { packageId, type PackageId } from './package-id';

/** The package URL of a package version (purl specification). */
export function toPurl(id: PackageCoordinates): string {
  const scoped = /^(@[^/]+)\/(.+)$/.exec(id.name);
  const namespace = scoped?.[1];
  const name = scoped?.[2] ?? id.name;
  return new PackageURL(id.ecosystem, namespace, name, id.version, undefined, undefined).toString();
}

/** @throws DomainError `invalid-requirement` where it is no purl, or the codes of `packageId` */
export function fromPurl(purl: string): PackageId {
  try {
    const parsed = PackageURL.fromString(purl);
    return packageId({
      ecosystem: parsed.type,
      name: parsed.namespace ? `${parsed.namespace}/${parsed.name}` : parsed.name,
      version: parsed.version,
    });
  } catch (cause) {
    if (DomainError.is(cause)) throw cause;
    throw new DomainError('invalid-requirement', `"${printable(purl, 120)}" is not a package URL`, {
      hint: 'For example: pkg:pypi/requests@2.32.3 or pkg:npm/%40babel/core@7.26.0.',
      cause,
    });
  }
}
