import { DomainError, type PackageRef } from '@sallyport/domain';
import { packagesFrom } from './package-spec';

/** What a review is about: packages, or the whole closure of a request. */
export interface TargetOptions {
  request?: string;
  ecosystem?: string;
}

/** @throws DomainError `empty-request` without either, `invalid-request` with both */
export function targetFrom(
  words: readonly string[],
  options: TargetOptions,
): { packages: PackageRef[] } | { requestId: string } {
  if (options.request === undefined) return { packages: packagesFrom(words, options.ecosystem).map(refOf) };
  if (words.length === 0) return { requestId: options.request };
  throw new DomainError('invalid-request', 'Packages and --request cannot be combined', {
    hint: 'Name packages, or one request whose whole closure is meant.',
  });
}

/** The plain triple that the contracts take. */
export function refOf({ ecosystem, name, version }: PackageRef): PackageRef {
  return { ecosystem, name, version };
}
