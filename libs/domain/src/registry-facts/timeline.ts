import type { Ecosystem } from '../package/ecosystem';
import { compareVersions } from '../package/version';
import { versionStep } from '../registry/delta/version-step';
import type { HistoryVersion, ManifestInside, PackageHistory } from './history';

const DAY = 24 * 3_600_000;
/** Clocks of registries and ours differ; a time further ahead than this is no time. */
const AHEAD = DAY;

/** A version whose time can be believed. */
export interface TimedVersion {
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly said: HistoryVersion;
}

/** The release that facts are asked of, among its kin. */
export interface ReleaseInTime {
  readonly history: PackageHistory;
  readonly release: HistoryVersion;
  /** Milliseconds since 1970; null: the registry gives no time that can be believed. */
  readonly at: number | null;
  /** Why `at` is null. */
  readonly whyNoTime: string;
  /** All versions with a time that can be believed, oldest first. */
  readonly timed: readonly TimedVersion[];
  /** Those that were there when this one came. Empty where `at` is null. */
  readonly earlier: readonly TimedVersion[];
  /**
   * The highest version below this one that was there when it came: what somebody who updates comes from. For a finished
   * version a finished one, where there is any. undefined: there is none, or `at` is null.
   */
  readonly predecessor: TimedVersion | undefined;
  readonly inside: ManifestInside | undefined;
  /** When another package of the ecosystem was first published; null: not known. */
  readonly sinceOf: (name: string) => string | null;
}

export interface Surroundings {
  readonly inside?: ManifestInside | undefined;
  readonly sinceOf?: (name: string) => string | null;
}

/** undefined: the registry does not list the version. `version` is normalised. */
export function releaseInTime(
  history: PackageHistory,
  version: string,
  { inside, sinceOf = () => null }: Surroundings = {},
): ReleaseInTime | undefined {
  const release = history.versions.find((one) => one.version === version);
  if (release === undefined) return undefined;
  const timed = timedVersions(history);
  const at = timed.find(({ said }) => said === release)?.at ?? null;
  const earlier = at === null ? [] : timed.filter((other) => other.said !== release && other.at <= at);
  return {
    ...{ history, release, at, timed, earlier, inside, sinceOf },
    whyNoTime:
      release.publishedAt === null
        ? 'the registry gives no time of publication'
        : 'the time of publication is none, or lies in the future',
    predecessor: predecessorAmong(earlier, history.ecosystem, version),
  };
}

/** The version that `new-dependencies` compares with; undefined: none. Adapters load its details where they cost more. */
export function predecessorOf(history: PackageHistory, version: string): string | undefined {
  return releaseInTime(history, version)?.predecessor?.version;
}

/** When the first version was published; null: not known. A time that cannot be believed is passed over. */
export function firstPublished(history: PackageHistory): string | null {
  const first = timedVersions(history)[0];
  return first === undefined ? null : new Date(first.at).toISOString();
}

function timedVersions({ versions, asOf }: PackageHistory): TimedVersion[] {
  const latest = Date.parse(asOf) + AHEAD;
  return versions
    .flatMap((said) => {
      const at = said.publishedAt === null ? Number.NaN : Date.parse(said.publishedAt);
      // Nothing was published to a registry before 1990: such a time is a default that nobody set.
      return at >= EARLIEST && at <= latest ? [{ version: said.version, at, said }] : [];
    })
    .sort((a, b) => a.at - b.at);
}

const EARLIEST = Date.UTC(1990, 0, 1);

function predecessorAmong(
  earlier: readonly TimedVersion[],
  ecosystem: Ecosystem,
  version: string,
): TimedVersion | undefined {
  const finished = isFinished(ecosystem, version)
    ? earlier.filter((other) => isFinished(ecosystem, other.version))
    : [];
  return highestBelow(finished, ecosystem, version) ?? highestBelow(earlier, ecosystem, version);
}

function highestBelow(
  versions: readonly TimedVersion[],
  ecosystem: Ecosystem,
  below: string,
): TimedVersion | undefined {
  let highest: TimedVersion | undefined;
  for (const other of versions) {
    if (compareVersions(ecosystem, other.version, below) >= 0) continue;
    if (highest === undefined || compareVersions(ecosystem, other.version, highest.version) > 0)
      highest = other;
  }
  return highest;
}

/** No pre-release, development release or local version. */
export function isFinished(ecosystem: Ecosystem, version: string): boolean {
  return versionStep(ecosystem, version, version) !== null;
}

export const MILLISECONDS_OF_DAY = DAY;
