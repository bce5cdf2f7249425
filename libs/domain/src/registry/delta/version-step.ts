import { explain } from '@renovatebot/pep440';
import { parse as semverParse } from 'semver';
import type { Ecosystem } from '../../package/ecosystem';
import type { DeltaPolicy } from '../../policy/policy';

interface Release {
  /** PEP 440; always 0 for npm. */
  epoch: number;
  /** Major, minor, and what follows. */
  numbers: readonly number[];
  /** Pre-releases, development releases and local versions. */
  isUnfinished: boolean;
}

/**
 * How far the later of two normalised versions is from the earlier one. `null`: a pre-release or the like, which
 * follows nothing. Below 1.0 a minor step counts as a major one, as npm's `^` reads it.
 */
export function versionStep(
  ecosystem: Ecosystem,
  from: string,
  to: string,
): 'patch' | 'minor' | 'major' | null {
  const [a, b] = [releaseOf(ecosystem, from), releaseOf(ecosystem, to)];
  if (a === null || b === null || a.isUnfinished || b.isUnfinished) return null;
  const [major, minor] = [a.numbers[0] ?? 0, a.numbers[1] ?? 0];
  if (a.epoch !== b.epoch || (b.numbers[0] ?? 0) !== major) return 'major';
  if ((b.numbers[1] ?? 0) !== minor) return major === 0 ? 'major' : 'minor';
  return 'patch';
}

const REACH: Readonly<Record<DeltaPolicy['step'], readonly string[]>> = {
  patch: ['patch'],
  minor: ['patch', 'minor'],
  any: ['patch', 'minor', 'major'],
};

export function isWithinStep(
  step: DeltaPolicy['step'],
  ecosystem: Ecosystem,
  from: string,
  to: string,
): boolean {
  const taken = versionStep(ecosystem, from, to);
  return taken !== null && REACH[step].includes(taken);
}

function releaseOf(ecosystem: Ecosystem, version: string): Release | null {
  if (ecosystem === 'npm') {
    const parsed = semverParse(version);
    return (
      parsed && {
        epoch: 0,
        numbers: [parsed.major, parsed.minor, parsed.patch],
        isUnfinished: parsed.prerelease.length > 0,
      }
    );
  }
  const parsed = explain(version);
  return (
    parsed && {
      epoch: parsed.epoch,
      numbers: parsed.release,
      isUnfinished: parsed.is_prerelease || parsed.is_devrelease || parsed.local !== null,
    }
  );
}
