import { z } from 'zod';
import { Ecosystem, parseEcosystem } from './ecosystem';
import { normalizeName } from './name';
import { normalizeVersion } from './version';

/** Raw coordinates as a caller gives them: any legal spelling, not yet normalised. */
export const PackageCoordinates = z.object({
  ecosystem: Ecosystem,
  name: z.string(),
  version: z.string(),
});
export type PackageCoordinates = z.infer<typeof PackageCoordinates>;

/** Identity of one package version: every part normalised. Never joined into one string with ":" as a key. */
export type PackageId = PackageCoordinates & { readonly __normalized?: true };

/** @throws DomainError `unknown-ecosystem`, `invalid-name`, `invalid-version` */
export function packageId(raw: { ecosystem: unknown; name: unknown; version: unknown }): PackageId {
  const ecosystem = parseEcosystem(raw.ecosystem);
  return {
    ecosystem,
    name: normalizeName(ecosystem, raw.name),
    version: normalizeVersion(ecosystem, raw.version),
  };
}

/** `npm:lodash@4.17.21`, for people and logs; not a key. */
export function describePackage(id: PackageCoordinates): string {
  return `${id.ecosystem}:${id.name}@${id.version}`;
}
