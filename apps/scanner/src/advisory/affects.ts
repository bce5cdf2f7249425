import { compareVersions, DomainError, normalizeVersion, type Ecosystem } from '@sallyport/domain';
import type { AdvisoryRange, AffectedPackage } from './advisory-record';

export interface Match {
  affects: boolean;
  /** Said where an event could not be read and the range was therefore taken to match. */
  note?: string;
}

type EventKind = 'introduced' | 'fixed' | 'last_affected';
interface VersionEvent {
  kind: EventKind;
  version: string;
}

const EVERYTHING = '0';
/** At the same version: what ended there ends before what begins there; what is last affected there still is. */
const ORDER_AT_SAME_VERSION: readonly EventKind[] = ['fixed', 'introduced', 'last_affected'];

/**
 * OSV schema, "Evaluation": affected when listed in `versions` or inside a range. An event that is no version
 * of the ecosystem makes its range match, with a note: a record we cannot read must not pass silently.
 * @param version normalised
 */
export function affects(affected: AffectedPackage, version: string): Match {
  const { ecosystem } = affected;
  if (affected.versions.some((listed) => sameVersion(ecosystem, listed, version))) return { affects: true };
  const notes: string[] = [];
  for (const range of affected.ranges) {
    const match = insideRange(ecosystem, range, version);
    if (match.affects && match.note === undefined) return match;
    if (match.note !== undefined) notes.push(match.note);
  }
  return notes.length > 0 ? { affects: true, note: notes[0] } : { affects: false };
}

function sameVersion(ecosystem: Ecosystem, listed: string, version: string): boolean {
  return listed === version || readVersion(ecosystem, listed) === version;
}

function insideRange(ecosystem: Ecosystem, range: AdvisoryRange, version: string): Match {
  const events: VersionEvent[] = [];
  // A range may have several limits, and a version is inside where any of them lets it be: `*` lets every one.
  const limits: string[] = [];
  let hasNoLimit = false;
  for (const event of range.events) {
    for (const [kind, text] of Object.entries(event)) {
      if (text === EVERYTHING && kind === 'introduced') {
        events.push({ kind, version: EVERYTHING });
        continue;
      }
      if (kind === 'limit' && text === '*') {
        hasNoLimit = true;
        continue;
      }
      const read = readVersion(ecosystem, text);
      if (read === undefined) {
        return { affects: true, note: `its event ${kind} "${text}" is not a version; taken to match` };
      }
      if (kind === 'limit') limits.push(read);
      else events.push({ kind: kind as EventKind, version: read });
    }
  }
  const isWithin = (limit: string) => compareVersions(ecosystem, version, limit) < 0;
  if (limits.length > 0 && !hasNoLimit && !limits.some(isWithin)) return { affects: false };
  return { affects: replay(ecosystem, events, version) };
}

function replay(ecosystem: Ecosystem, events: readonly VersionEvent[], version: string): boolean {
  const compare = (a: string, b: string) => {
    if (a === EVERYTHING || b === EVERYTHING) return Number(a !== EVERYTHING) - Number(b !== EVERYTHING);
    return compareVersions(ecosystem, a, b);
  };
  const sorted = [...events].sort(
    (a, b) =>
      compare(a.version, b.version) ||
      ORDER_AT_SAME_VERSION.indexOf(a.kind) - ORDER_AT_SAME_VERSION.indexOf(b.kind),
  );
  let inside = false;
  for (const event of sorted) {
    const position = event.version === EVERYTHING ? 1 : compareVersions(ecosystem, version, event.version);
    if (event.kind === 'introduced' && position >= 0) inside = true;
    if (event.kind === 'fixed' && position >= 0) inside = false;
    if (event.kind === 'last_affected' && position > 0) inside = false;
  }
  return inside;
}

/**
 * npm events such as `4.0` or `1.90` are versions with parts left out; the parts are zero, as OSV's own
 * evaluation reads them. Anything else that is not a version stays unread.
 */
function readVersion(ecosystem: Ecosystem, text: string): string | undefined {
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
