import { explain } from '@renovatebot/pep440';
import { parse as semverParse } from 'semver';
import type { Ecosystem } from '../../package/ecosystem';
import { compareVersions } from '../../package/version';
import type { Found } from '../fact';
import { isFinished, type ReleaseInTime } from '../timeline';

export interface VersionJump {
  /** The highest version that was there when this one came; null: none. Finished ones only, where this one is. */
  highest: string | null;
  /** How many major numbers it lies above `highest`; 0: none, or below it. A new epoch (PEP 440) counts as one. */
  majors: number;
  /** It came after `highest` and is lower. */
  isLower: boolean;
  /** There had been a version of its own major number: a lower one is then the care of an old line. */
  continuesLine: boolean;
}

export function versionJump(it: ReleaseInTime): Found<VersionJump> {
  const { release, history, earlier, at, whyNoTime } = it;
  if (at === null) return { unknown: whyNoTime };
  const { ecosystem } = history;
  const kin = isFinished(ecosystem, release.version)
    ? earlier.filter(({ version }) => isFinished(ecosystem, version))
    : earlier;
  const own = lineOf(ecosystem, release.version);
  let highest: string | null = null;
  let continuesLine = false;
  for (const { version } of kin) {
    if (highest === null || compareVersions(ecosystem, version, highest) > 0) highest = version;
    const line = lineOf(ecosystem, version);
    continuesLine ||= line.epoch === own.epoch && line.major === own.major;
  }
  if (highest === null) return { value: { highest, majors: 0, isLower: false, continuesLine: false } };
  const isLower = compareVersions(ecosystem, release.version, highest) < 0;
  const from = lineOf(ecosystem, highest);
  const leap = own.epoch === from.epoch ? own.major - from.major : own.epoch - from.epoch;
  return { value: { highest, majors: isLower ? 0 : Math.max(0, leap), isLower, continuesLine } };
}

function lineOf(ecosystem: Ecosystem, version: string): { epoch: number; major: number } {
  if (ecosystem === 'npm') return { epoch: 0, major: semverParse(version)?.major ?? 0 };
  const parsed = explain(version);
  return { epoch: parsed?.epoch ?? 0, major: parsed?.release[0] ?? 0 };
}
