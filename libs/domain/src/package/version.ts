import { compare as pepCompare, parse as pepParse, valid as pepValid } from '@renovatebot/pep440';
import { compareBuild, parse as semverParse } from 'semver';
import { DomainError, printable } from '../errors';
import type { Ecosystem } from './ecosystem';

/** Longer strings than any real version; refused before a version grammar sees them. */
const MAX_VERSION_LENGTH = 128;

/** What an ecosystem knows of versions. */
interface Versioning {
  /** The one spelling of a version, or undefined where it is not a version. All spellings of one version give one answer. */
  normalize(version: string): string | undefined;
  compare(a: string, b: string): number;
}

const VERSIONING: Readonly<Record<Ecosystem, Versioning>> = {
  pypi: { normalize: normalizePep440, compare: (a, b) => pepCompare(a, b) },
  npm: { normalize: normalizeSemver, compare: (a, b) => compareBuild(a, b) },
};

/**
 * @throws DomainError `invalid-version`
 * @example normalizeVersion('pypi', 'v1.0.0-RC.1') === '1rc1'; normalizeVersion('npm', 'v1.2.3+x') === '1.2.3'
 */
export function normalizeVersion(ecosystem: Ecosystem, version: unknown): string {
  if (typeof version === 'string' && version.length > 0 && version.length <= MAX_VERSION_LENGTH) {
    const normalized = VERSIONING[ecosystem].normalize(version);
    if (normalized !== undefined) return normalized;
  }
  throw new DomainError(
    'invalid-version',
    `"${printable(String(version), 60)}" is not a legal ${ecosystem} version`,
    {
      hint:
        ecosystem === 'pypi'
          ? 'Give one exact version by PEP 440, such as 2.32.3.'
          : 'Give one exact version by semver, such as 4.17.21.',
    },
  );
}

/** Both must be normalised. Negative, zero or positive, as sort functions expect. */
export function compareVersions(ecosystem: Ecosystem, a: string, b: string): number {
  return VERSIONING[ecosystem].compare(a, b);
}

/**
 * PEP 440 says `1.0 == 1.0.0`, and its normal form keeps the zeros; identity needs one spelling,
 * so trailing zeros of the release segment go (as packaging's canonicalize_version does).
 */
function normalizePep440(version: string): string | undefined {
  const trimmed = version.trim();
  if (pepValid(trimmed) === null) return undefined;
  const parsed = pepParse(trimmed);
  if (parsed === null) return undefined;
  const release = [...parsed.release];
  while (release.length > 1 && release.at(-1) === 0) release.pop();
  const epoch = parsed.epoch ? `${parsed.epoch}!` : '';
  const pre = parsed.pre && parsed.pre.length ? parsed.pre.join('') : '';
  const post = parsed.post && parsed.post.length ? `.post${parsed.post.at(-1)}` : '';
  const dev = parsed.dev && parsed.dev.length ? `.dev${parsed.dev.at(-1)}` : '';
  const local = parsed.local ? `+${[parsed.local].flat().join('.').toLowerCase()}` : '';
  return `${epoch}${release.join('.')}${pre}${post}${dev}${local}`;
}

/** npm ignores build metadata when it compares and when it names a release: the registry has one `1.2.3`. */
function normalizeSemver(version: string): string | undefined {
  return semverParse(version.trim())?.version;
}
