import { DomainError, printable } from '../errors';
import type { PackageId } from './package-id';
import { formatRequirement, type Requirement } from './requirement';
import { normalizeVersion } from './version';

/** `==1.2`, but neither `===` (which compares text) nor a wildcard nor a second clause. */
const PYPI_EXACT = /^==\s*([^\s=,*]+)$/;
const NPM_EXACT = /^=?\s*([^\s=]+)$/;

/**
 * The one package version that a requirement names (`requests==2.32.3`, `lodash@4.17.21`).
 * @throws DomainError `invalid-requirement` where it names a range or has extras, which pull in more packages
 */
export function exactPackage(requirement: Requirement): PackageId {
  const { ecosystem, name, extras, range } = requirement;
  const [, version] = (ecosystem === 'pypi' ? PYPI_EXACT : NPM_EXACT).exec(range) ?? [];
  try {
    if (version !== undefined && extras.length === 0) {
      return { ecosystem, name, version: normalizeVersion(ecosystem, version) };
    }
  } catch (cause) {
    if (!DomainError.is(cause)) throw cause;
  }
  throw new DomainError(
    'invalid-requirement',
    `"${printable(formatRequirement(requirement), 120)}" does not name one exact version`,
    {
      hint: 'Without its closure a package is requested by exact version (requests==2.32.3, lodash@4.17.21); for a range, request the closure.',
    },
  );
}
