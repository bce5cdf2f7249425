import { compareVersions, type Ecosystem, type PackageId } from '@sallyport/domain';
import type { AdvisoryRecord } from '../advisory-record';
import {
  BEFORE_ALL,
  EVENT_KINDS,
  RangeWalk,
  readAffected,
  type EventKind,
  type ReadAffected,
  type ReadRange,
  type VersionReader,
} from '../read-affected';
import { entriesAbout, hitOf, toldAdvisory, type Hit, type Match, type ToldAdvisory } from '../hits';
import { ByteReader, ByteWriter } from './bytes';

/*
 * Everything that advisories say of one package:
 *   events   every version that an event names, each once, in the order of the ecosystem
 *   listed   every version that is listed, each once, in the order of its bytes
 *   records  each with its entries that name the package, and what it tells
 * An event is its place among `events` and its kind, so that a question compares versions once for each doubling of
 * `events`, and numbers from there on. Places are even; between two of them is the odd number.
 */
const PLACE_BEFORE_ALL = 0;
const placeOf = (index: number): number => 2 * index + 2;
const UNREADABLE = 0;

/** @param records not withdrawn ones that name the package */
export function packPackage(
  { ecosystem, name }: Pick<PackageId, 'ecosystem' | 'name'>,
  records: readonly AdvisoryRecord[],
  reader: VersionReader,
): Buffer {
  const read = records.map((record) => {
    const entries = entriesAbout(record, { ecosystem, name });
    return { record, entries, asRead: entries.map((entry) => readAffected(entry, reader)) };
  });
  const all = read.flatMap(({ asRead }) => asRead);
  const events = eventVersions(ecosystem, all);
  const places = new Map(events.map((version, index) => [version, placeOf(index)]));
  const placeOfSpelled = (spelled: string) => places.get(reader(ecosystem, spelled) ?? '') ?? null;
  // What is listed and is no version equals no version that can be asked for.
  const listed = inByteOrder(
    new Set(
      all.flatMap((entry) => [...entry.listed]).filter((each) => reader(ecosystem, each) !== undefined),
    ),
  );
  const writer = new ByteWriter();
  writer.number(events.length);
  for (const version of events) writer.text(version);
  writer.number(listed.length);
  for (const version of listed) writer.text(version);
  writer.number(read.length);
  for (const { record, entries, asRead } of read) {
    writer.number(entries.length);
    for (const entry of asRead) writeEntry(writer, entry, listed, places);
    writer.text(record.id);
    writer.text(JSON.stringify(toldAdvisory(record, entries, placeOfSpelled)));
  }
  return writer.toBuffer();
}

/**
 * Which of the block's records affect the version: OSV schema, "Evaluation". Affected is what is listed in `versions`
 * or inside a range. An event that is no version of the ecosystem makes its range match, with a note: a record that we
 * cannot read must not pass silently. @param id normalised
 */
export function hitsIn(block: Buffer, id: PackageId): Hit[] {
  const hits: Hit[] = [];
  eachAffecting(block, id, (_, matches, place, told) => {
    const hit = hitOf(JSON.parse(told.text()) as ToldAdvisory, matches, place);
    if (hit !== undefined) hits.push(hit);
  });
  return hits;
}

/** Without reading what they tell: by the id of the advisory. */
export function eachAffecting(
  block: Buffer,
  id: PackageId,
  take: (advisory: string, matches: readonly Match[], place: number, told: ByteReader) => void,
): void {
  const reader = new ByteReader(block);
  const place = placeAmong(texts(reader), id);
  const { found, count } = findListed(reader, Buffer.from(id.version, 'utf8'));
  for (let records = reader.number(); records > 0; records -= 1) {
    const matches: Match[] = [];
    for (let entries = reader.number(); entries > 0; entries -= 1)
      matches.push(readEntry(reader, { place, found, listed: count }));
    if (!matches.some(({ affects }) => affects)) {
      reader.skip(reader.number());
      reader.skip(reader.number());
      continue;
    }
    take(reader.text(), matches, place, reader.ahead());
    reader.skip(reader.number());
  }
}

function eventVersions(ecosystem: Ecosystem, entries: readonly ReadAffected[]): string[] {
  const versions = new Set<string>();
  for (const { ranges } of entries)
    for (const range of ranges)
      if ('events' in range) for (const { version } of range.events) versions.add(version);
  versions.delete(BEFORE_ALL);
  return [...versions].sort((a, b) => compareVersions(ecosystem, a, b));
}

function inByteOrder(versions: ReadonlySet<string>): string[] {
  return [...versions].sort((a, b) => (a < b ? -1 : 1));
}

/** Listed versions as one bit each; a text where a range is unreadable. */
function writeEntry(
  writer: ByteWriter,
  entry: ReadAffected,
  listed: readonly string[],
  places: ReadonlyMap<string, number>,
): void {
  const bits = Buffer.alloc(Math.ceil(listed.length / 8));
  listed.forEach((version, index) => {
    if (entry.listed.has(version)) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  });
  writer.raw(bits);
  writer.number(entry.ranges.length);
  for (const range of entry.ranges) writeRange(writer, range, places);
}

function writeRange(writer: ByteWriter, range: ReadRange, places: ReadonlyMap<string, number>): void {
  if ('note' in range) {
    writer.number(UNREADABLE);
    writer.text(range.note);
    return;
  }
  writer.number(range.events.length + 1);
  for (const { kind, version } of range.events) {
    const place = version === BEFORE_ALL ? PLACE_BEFORE_ALL : places.get(version);
    if (place === undefined) throw new RangeError(`the event at ${version} has no place`);
    writer.number(place * EVENT_KINDS.length + EVENT_KINDS.indexOf(kind));
  }
}

const NO_MATCH: Match = { affects: false };
const MATCH: Match = { affects: true };

function readEntry(reader: ByteReader, asked: { place: number; found: number; listed: number }): Match {
  const { found, listed, place } = asked;
  let affects = found >= 0 && (reader.peek(found >> 3) & (1 << (found & 7))) !== 0;
  reader.skip(Math.ceil(listed / 8));
  let note: string | undefined;
  for (let ranges = reader.number(); ranges > 0; ranges -= 1) {
    const size = reader.number();
    if (size === UNREADABLE) {
      const why = reader.text();
      note ??= why;
    } else if (isInRange(reader, size - 1, place)) affects = true;
  }
  if (affects) return MATCH;
  return note === undefined ? NO_MATCH : { affects: true, note };
}

function isInRange(reader: ByteReader, events: number, place: number): boolean {
  const walk = new RangeWalk();
  for (let left = events; left > 0; left -= 1) {
    const packed = reader.number();
    const kind = EVENT_KINDS[packed % EVENT_KINDS.length] as EventKind;
    walk.pass(kind, place - Math.floor(packed / EVENT_KINDS.length));
  }
  return walk.isInside;
}

function texts(reader: ByteReader): string[] {
  return Array.from({ length: reader.number() }, () => reader.text());
}

function placeAmong(events: readonly string[], { ecosystem, version }: PackageId): number {
  // One version has one spelling, and comparing is what takes the time.
  const same = events.indexOf(version);
  if (same >= 0) return placeOf(same);
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareVersions(ecosystem, version, events[middle] as string);
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return placeOf(low) - 1;
}

function findListed(reader: ByteReader, version: Buffer): { found: number; count: number } {
  const count = reader.number();
  let found = -1;
  for (let index = 0; index < count; index += 1) if (reader.compareNext(version) === 0) found = index;
  return { found, count };
}
