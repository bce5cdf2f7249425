import { validRange as validPepRange } from '@renovatebot/pep440';
import { validRange } from 'semver';
import { DomainError, printable } from '../errors';
import type { Ecosystem } from './ecosystem';
import { normalizeName } from './name';

/** One thing asked for: a name with a range, as people type it (`requests[socks]>=2,<3`, `lodash@^4`, `@babel/core`). */
export interface Requirement {
  ecosystem: Ecosystem;
  name: string;
  /** PyPI extras, normalised by PEP 685; empty for npm. */
  extras: readonly string[];
  /** PEP 440 specifier set or npm range; empty string means any version. */
  range: string;
}

const MAX_LENGTH = 1_024;
/** Anything of these shapes names a place to fetch from instead of a package of the registry. */
const FOREIGN_SOURCE =
  /:\/\/|^(?:git|file|link|workspace|npm|portal|github|gitlab|bitbucket|gist|https?|ssh):|@\s*(?:git|file|link|workspace|npm|github|gitlab|bitbucket|gist|https?|ssh)[:+]|^[.~]?\.?\/|\\|\s@\s/i;
const PYPI_REQUIREMENT = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?\s*(.*)$/s;

/**
 * PEP 508 (name, extras, specifier; no markers, no URLs) or npm's `name@range`.
 * @throws DomainError `invalid-requirement`, `unsupported-source`, `invalid-name`
 */
export function parseRequirement(ecosystem: Ecosystem, text: unknown): Requirement {
  if (typeof text !== 'string' || text.trim() === '' || text.length > MAX_LENGTH)
    throw invalid(String(text ?? ''));
  // eslint-disable-next-line no-control-regex -- control characters are what is being refused
  if (/[\u0000-\u001f\u007f]/.test(text)) throw invalid(text);
  const trimmed = text.trim();
  if (FOREIGN_SOURCE.test(trimmed)) {
    throw new DomainError(
      'unsupported-source',
      `"${printable(trimmed, 120)}" is not a package of the registry`,
      {
        hint: 'Give a package name with a version or range; URLs, paths, aliases and git sources cannot be governed by name.',
      },
    );
  }
  return ecosystem === 'pypi' ? parsePypi(trimmed) : parseNpm(trimmed);
}

function parsePypi(text: string): Requirement {
  const match = PYPI_REQUIREMENT.exec(text);
  if (!match) {
    normalizeName('pypi', text);
    throw invalid(text);
  }
  const [, rawName = '', rawExtras, rawRange = ''] = match;
  const name = normalizeName('pypi', rawName);
  const extras = (rawExtras ?? '')
    .split(',')
    .map((extra) => extra.trim())
    .filter((extra) => extra !== '')
    .map((extra) => normalizeName('pypi', extra));
  const range = rawRange
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .replace(/\s*,\s*/g, ',');
  if (range !== '' && !isPepRange(range)) throw invalid(text);
  return { ecosystem: 'pypi', name, extras: [...new Set(extras)].sort(), range };
}

function isPepRange(range: string): boolean {
  return range
    .split(',')
    .every((part) => /^(?:~=|==|!=|<=|>=|<|>)/.test(part.trim()) && validPepRange(part.trim()));
}

function parseNpm(text: string): Requirement {
  const at = text.indexOf('@', 1);
  const name = normalizeName('npm', at === -1 ? text : text.slice(0, at));
  const range = at === -1 ? '' : text.slice(at + 1).trim();
  if (at !== -1 && range === '') throw invalid(text);
  // A dist-tag such as `latest` moves under our feet; only ranges are taken.
  if (range !== '' && validRange(range) === null) throw invalid(text);
  return { ecosystem: 'npm', name, extras: [], range };
}

/** Back to the ecosystem's own spelling. */
export function formatRequirement(requirement: Requirement): string {
  const extras = requirement.extras.length > 0 ? `[${requirement.extras.join(',')}]` : '';
  if (requirement.ecosystem === 'pypi') return `${requirement.name}${extras}${requirement.range}`;
  return requirement.range === '' ? requirement.name : `${requirement.name}@${requirement.range}`;
}

function invalid(text: string): DomainError {
  return new DomainError('invalid-requirement', `"${printable(text, 120)}" is not a requirement`, {
    hint: 'For PyPI: requests, requests==2.32.3, requests[socks]>=2,<3. For npm: lodash, lodash@4.17.21, lodash@^4, @babel/core@7.',
  });
}
