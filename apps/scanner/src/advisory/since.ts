import { compareVersions, type Sureness } from '@sallyport/domain';
import { BEFORE_ALL, RangeWalk, readAffected, readVersion, type VersionEvent } from './read-affected';
import type { AffectedPackage } from './advisory-record';

export interface Since {
  sureness: Sureness;
  /** The first version affected without a break up to the one asked for, as spelled; `0`: every earlier one; null: not told. */
  introducedIn: string | null;
}

const SPELLED_BEFORE_ALL = '0';

/**
 * How sure it is that a version is affected, and since which version. Of a version that is affected; another one is
 * told as if its record could not be read. Listed and in a range: listed is surer, and the range tells since when.
 * @param version normalised
 */
export function sinceOf(affected: AffectedPackage, version: string): Since {
  const { ecosystem, ranges, listed } = readAffected(affected);
  const starts = ranges.flatMap((range) =>
    'note' in range || !isInside(range.events) ? [] : (startOf(range.events, at) ?? []),
  );
  // Of several ranges around the version the one that begins first.
  const first = starts.sort(compare)[0];
  const introducedIn = first === undefined ? null : spelled(affected, first);
  if (listed.has(version)) return { sureness: 'listed', introducedIn: introducedIn ?? firstListed() };
  return first === undefined
    ? { sureness: 'unevaluated', introducedIn: null }
    : { sureness: 'range', introducedIn };

  function isInside(events: readonly VersionEvent[]): boolean {
    const walk = new RangeWalk();
    for (const event of events) walk.pass(event.kind, at(event));
    return walk.isInside;
  }

  function at(event: VersionEvent): number {
    return event.version === BEFORE_ALL ? 1 : compareVersions(ecosystem, version, event.version);
  }

  function compare(a: string, b: string): number {
    if (a === BEFORE_ALL || b === BEFORE_ALL) return Number(a !== BEFORE_ALL) - Number(b !== BEFORE_ALL);
    return compareVersions(ecosystem, a, b);
  }

  /** A list says nothing of what lies between; its first version is the first that it speaks of. */
  function firstListed(): string | null {
    const [earliest] = [...listed]
      .filter((text) => readVersion(ecosystem, text) !== undefined)
      .sort((a, b) => compareVersions(ecosystem, a, b));
    return earliest ?? null;
  }
}

/** Where the stretch of the range begins that the version lies in; undefined where it lies in none. Limits end nothing that began. */
function startOf(events: readonly VersionEvent[], at: (event: VersionEvent) => number): string | undefined {
  let start: string | undefined;
  for (const event of events) {
    const position = at(event);
    if (event.kind === 'introduced' && position >= 0) start ??= event.version;
    if (event.kind === 'fixed' && position >= 0) start = undefined;
    if (event.kind === 'last_affected' && position > 0) start = undefined;
  }
  return start;
}

/** As the record has it: `4.0` and not `4.0.0`. */
function spelled({ ecosystem, ranges }: AffectedPackage, introduced: string): string {
  if (introduced === BEFORE_ALL) return SPELLED_BEFORE_ALL;
  const texts = ranges.flatMap(({ events }) => events.flatMap(({ introduced: text }) => text ?? []));
  return texts.find((text) => readVersion(ecosystem, text) === introduced) ?? introduced;
}
