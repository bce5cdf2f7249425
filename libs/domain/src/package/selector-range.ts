import { validRange as validPepRange } from '@renovatebot/pep440';
import { validRange } from 'semver';
import type { Ecosystem } from './ecosystem';

/** Longer than any range that people write; refused before a grammar sees it. */
const MAX_RANGE_LENGTH = 256;
/** Each alternative and each comparator of a range is tried against each version. */
const MAX_CLAUSES = 32;

/** `===` compares text and not versions (PEP 440), so it would make one version's spellings differ. */
const PYPI_CLAUSE = /^(?:~=|==(?!=)|!=|<=|>=|<|>)/;
const RELEASE = /^((?:\d+!)?)(\d+(?:\.\d+)*)(.*)$/s;

/**
 * One spelling of a range, or why it is none.
 * PyPI: specifiers joined by ",". npm: as `semver` writes it out.
 */
export function normalizeRange(ecosystem: Ecosystem, text: string): { range: string } | { fault: string } {
  const trimmed = text.trim();
  if (trimmed.length > MAX_RANGE_LENGTH) return { fault: `is longer than ${MAX_RANGE_LENGTH} characters` };
  const normalized = ecosystem === 'pypi' ? normalizePypi(trimmed) : normalizeNpm(trimmed);
  if (normalized === undefined) return { fault: `is not a range of ${ecosystem}` };
  if (normalized === '') return { fault: 'takes every version; the kind for that is "all"' };
  if (normalized.split(/\s*\|\||[\s,]+/).length > MAX_CLAUSES)
    return { fault: `has more than ${MAX_CLAUSES} parts` };
  return { range: normalized };
}

function normalizePypi(text: string): string | undefined {
  if (text === '') return '';
  const clauses = text.split(',').map((clause) => clause.replace(/\s+/g, ''));
  const legal = clauses.every((clause) => PYPI_CLAUSE.test(clause) && validPepRange(clause));
  return legal ? [...new Set(clauses)].sort().join(',') : undefined;
}

function normalizeNpm(text: string): string | undefined {
  const range = validRange(text);
  if (range === null) return undefined;
  return range === '*' ? '' : range;
}

/**
 * A version is known without trailing zeros (`1.0.0` is `1`, ADR 12), and prefix clauses such as `==1.0.*` and `~=1.0.0`
 * compare part by part: the zeros that the range speaks of are put back.
 */
export function padRelease(version: string, range: string): string {
  const [, epoch = '', release = version, rest = ''] = RELEASE.exec(version) ?? [];
  const missing = mostParts(range) - release.split('.').length;
  return missing > 0 ? `${epoch}${release}${'.0'.repeat(missing)}${rest}` : version;
}

function mostParts(range: string): number {
  return Math.max(...range.split(',').map((clause) => clause.split('.').length));
}
