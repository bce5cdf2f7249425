import { DomainError, printable } from '../errors';
import type { Ecosystem } from './ecosystem';

/** No registry has names near this long; longer input is refused before any pattern sees it. */
const MAX_NAME_LENGTH = 214;

/** PEP 508 name grammar: ASCII letters, digits, `.`, `-`, `_`, with a letter or digit at both ends. */
const PYPI_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/**
 * npm's rules for new names (validate-npm-package-name), as one pattern: lower case, URL-safe,
 * no leading dot or underscore; an optional scope. Old mixed-case names exist on the registry
 * and stay reachable: npm names are case-sensitive, so `JSONStream` is its own name.
 */
const NPM_PART = '[A-Za-z0-9-~][A-Za-z0-9._~-]*';
const NPM_NAME = new RegExp(`^(?:@${NPM_PART}/)?${NPM_PART}$`);
const NPM_RESERVED = new Set(['node_modules', 'favicon.ico']);

/**
 * The one spelling under which a package is known. PyPI: PEP 503 (lower case, runs of `-_.` become `-`).
 * npm: as is, because npm compares names exactly.
 * @throws DomainError `invalid-name`
 */
export function normalizeName(ecosystem: Ecosystem, name: unknown): string {
  if (typeof name !== 'string') throw invalidName(ecosystem, String(name));
  if (name.length === 0 || name.length > MAX_NAME_LENGTH) throw invalidName(ecosystem, name);
  if (ecosystem === 'pypi') {
    if (!PYPI_NAME.test(name)) throw invalidName(ecosystem, name);
    return name.toLowerCase().replace(/[-_.]+/g, '-');
  }
  if (!NPM_NAME.test(name) || NPM_RESERVED.has(name.toLowerCase())) throw invalidName(ecosystem, name);
  return name;
}

function invalidName(ecosystem: Ecosystem, name: string): DomainError {
  return new DomainError(
    'invalid-name',
    `"${printable(name, 80)}" is not a legal ${ecosystem} package name`,
    {
      hint:
        ecosystem === 'pypi'
          ? 'PyPI names are ASCII letters, digits, ".", "-" and "_", and begin and end with a letter or digit (PEP 508).'
          : 'npm names are ASCII letters, digits, "-", "_", "." and "~", with an optional @scope/, 214 characters at most.',
    },
  );
}
