import { parse as pepParse } from '@renovatebot/pep440';
import { parse as semverParse } from 'semver';
import type { Ecosystem } from './ecosystem';
import type { PackageId } from './package-id';
import { compareVersions } from './version';

interface Kin {
  /** Versions of one line are meant to be compatible with each other. */
  readonly line: string;
  readonly isPreRelease: boolean;
}

const KIN: Readonly<Record<Ecosystem, (version: string) => Kin>> = { pypi: pep440Kin, npm: semverKin };

/**
 * Other versions of a package, nearest first: those of the same major version before all others, in both the smallest
 * step upward first and downward after that; pre-releases come last, unless a pre-release is what was asked for.
 * `versions` are of the package, ascending; `limit` is for each direction, from the version asked for.
 * @example 4.17.20 among 3.10.1, 4.17.19, 4.17.21, 4.18.0, 5.0.0: 4.17.21, 4.18.0, 4.17.19, 5.0.0, 3.10.1
 */
export function byNearness(
  { ecosystem, version }: PackageId,
  versions: readonly PackageId[],
  limit: number,
): PackageId[] {
  const asked = KIN[ecosystem](version);
  const upward = versions.filter((other) => compareVersions(ecosystem, other.version, version) > 0);
  const downward = versions
    .filter((other) => compareVersions(ecosystem, other.version, version) < 0)
    .reverse();
  const ordered = [...upward.slice(0, limit), ...downward.slice(0, limit)].map((id) => {
    const { line, isPreRelease } = KIN[ecosystem](id.version);
    const distance = (isPreRelease && !asked.isPreRelease ? 2 : 0) + (line === asked.line ? 0 : 1);
    return { id, distance };
  });
  // Stable: what is equally far stays in the order upward, then downward.
  return ordered
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ id }) => id);
}

/** PEP 440: the first number of the release, within its epoch. */
function pep440Kin(version: string): Kin {
  const parsed = pepParse(version);
  const isPreRelease = (parsed?.pre?.length ?? 0) > 0 || (parsed?.dev?.length ?? 0) > 0;
  return { line: `${parsed?.epoch ?? 0}!${parsed?.release[0] ?? 0}`, isPreRelease };
}

/** Below 1.0.0 a new minor version may break things, as `^` has it. */
function semverKin(version: string): Kin {
  const parsed = semverParse(version);
  const { major = 0, minor = 0 } = parsed ?? {};
  return { line: major > 0 ? `${major}` : `0.${minor}`, isPreRelease: (parsed?.prerelease.length ?? 0) > 0 };
}
