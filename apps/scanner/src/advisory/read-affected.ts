import { compareVersions, DomainError, normalizeVersion, type Ecosystem } from '@sallyport/domain';
import type { AdvisoryRange, AffectedPackage } from './advisory-record';

/** OSV schema, introduced events: "0" is before every version, whatever the ecosystem. */
const SPELLED_BEFORE_ALL = '0';
/** No version is spelled so; "0" is a version of PyPI. */
export const BEFORE_ALL = '';

/**
 * At the same version: what ended there ends before what begins there; what is last affected there still is. The
 * place in this list is also how a packed event names its kind.
 */
export const EVENT_KINDS = ['fixed', 'introduced', 'last_affected', 'limit'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface VersionEvent {
  kind: EventKind;
  /** Normalised; or `BEFORE_ALL`, which is before every version, pre-releases included. */
  version: string;
}

/** A range with its events in order; or why it cannot be evaluated. */
export type ReadRange = { events: readonly VersionEvent[] } | { note: string };

/** What `affected` says of its versions. */
export interface ReadAffected {
  ecosystem: Ecosystem;
  /** Normalised; what is listed and is no version is as it was spelled, and no version equals it. */
  listed: ReadonlySet<string>;
  ranges: readonly ReadRange[];
}

/** The one spelling of a version, or undefined where it is none. */
export type VersionReader = (ecosystem: Ecosystem, text: string) => string | undefined;

/** @param read whoever reads many of them remembers what it has read */
export function readAffected(affected: AffectedPackage, read: VersionReader = readVersion): ReadAffected {
  const { ecosystem } = affected;
  return {
    ecosystem,
    listed: new Set(affected.versions.map((listed) => read(ecosystem, listed) ?? listed)),
    ranges: affected.ranges.map((range) => readRange(ecosystem, range, read)),
  };
}

/** Remembers what was read last: the same few thousand spellings stand in most records. */
export function rememberingReader(most = 200_000): VersionReader {
  const known = new Map<string, string | undefined>();
  return (ecosystem, text) => {
    const key = `${ecosystem} ${text}`;
    const remembered = known.get(key);
    if (remembered !== undefined || known.has(key)) return remembered;
    if (known.size >= most) known.clear();
    const version = readVersion(ecosystem, text);
    known.set(key, version);
    return version;
  };
}

/** OSV schema, "Evaluation", of one range: told its events in order, it says whether the version is inside. */
export class RangeWalk {
  private inside = false;
  // A range may have several limits, and a version is inside where any of them lets it be.
  private isLimited = false;
  private isWithin = false;

  /** @param position of the version to the event: negative is before it */
  pass(kind: EventKind, position: number): void {
    if (kind === 'limit') {
      this.isLimited = true;
      if (position < 0) this.isWithin = true;
    } else if (kind === 'introduced') {
      if (position >= 0) this.inside = true;
    } else if (kind === 'fixed') {
      if (position >= 0) this.inside = false;
    } else if (position > 0) this.inside = false;
  }

  get isInside(): boolean {
    return this.inside && (!this.isLimited || this.isWithin);
  }
}

function readRange(ecosystem: Ecosystem, range: AdvisoryRange, read: VersionReader): ReadRange {
  const events: VersionEvent[] = [];
  let hasNoLimit = false;
  for (const event of range.events) {
    for (const kind of EVENT_KINDS) {
      const text = event[kind];
      if (text === undefined) continue;
      if (text === SPELLED_BEFORE_ALL && kind === 'introduced') {
        events.push({ kind, version: BEFORE_ALL });
        continue;
      }
      // OSV schema, limit events: "*" lets every version be.
      if (kind === 'limit' && text === '*') {
        hasNoLimit = true;
        continue;
      }
      const version = read(ecosystem, text);
      if (version === undefined)
        return { note: `its event ${kind} "${text}" is not a version; taken to match` };
      events.push({ kind, version });
    }
  }
  const counted = hasNoLimit ? events.filter(({ kind }) => kind !== 'limit') : events;
  return { events: inOrder(ecosystem, counted) };
}

function inOrder(ecosystem: Ecosystem, events: readonly VersionEvent[]): VersionEvent[] {
  const compare = (a: string, b: string): number => {
    if (a === BEFORE_ALL || b === BEFORE_ALL) return Number(a !== BEFORE_ALL) - Number(b !== BEFORE_ALL);
    return compareVersions(ecosystem, a, b);
  };
  return [...events].sort(
    (a, b) => compare(a.version, b.version) || EVENT_KINDS.indexOf(a.kind) - EVENT_KINDS.indexOf(b.kind),
  );
}

/**
 * npm events such as `4.0` or `1.90` are versions with parts left out; the parts are zero, as OSV's own
 * evaluation reads them. Anything else that is not a version stays unread.
 */
export function readVersion(ecosystem: Ecosystem, text: string): string | undefined {
  const padded =
    ecosystem === 'npm'
      ? text.replace(/^v?(\d+)(?:\.(\d+))?$/, (_, major, minor = '0') => `${major}.${minor}.0`)
      : text;
  try {
    return normalizeVersion(ecosystem, padded);
  } catch (error) {
    if (DomainError.is(error)) return undefined;
    throw error;
  }
}

/** `fixed` events, for people; kept as spelled. */
export function fixedVersions(affected: AffectedPackage): string[] {
  return affected.ranges.flatMap((range) => range.events.flatMap((event) => event.fixed ?? []));
}
