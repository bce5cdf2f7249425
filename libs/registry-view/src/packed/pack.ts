import { randomBytes } from 'node:crypto';
import { ECOSYSTEMS, type RecordKind } from '@sallyport/domain';
import type { PackedRegistry } from '../memory/packed-registry';
import { ByteWriter } from './byte-writer';
import type { FrozenRows } from './package-rows';
import { FRAME, HEADER_BYTES, ID_BYTES, PART_BYTES, seal } from './snapshot-format';
import { packValue } from './values';
import { Vocabulary } from './vocabulary';

const NOTHING = Buffer.alloc(0);
const PLAIN = new Vocabulary();

/**
 * The registry as it is at the time of the call, in parts that each come when they are asked for: changes may be
 * applied and checks answered between two of them. Each can be told from damaged ones by itself.
 */
export function pack(registry: PackedRegistry): Iterable<Buffer> {
  const frozen = {
    revision: registry.revision,
    vocabulary: JSON.stringify(registry.vocabulary),
    agents: [...registry.standings],
    records: [...registry.shelf.standing()],
    rows: ECOSYSTEMS.map((ecosystem) => registry.rows[ecosystem].frozen()),
    statuses: registry.countsByStatus(),
  };
  return partsOf(frozen.revision, framesOf(frozen));
}

interface Frozen {
  readonly vocabulary: string;
  readonly agents: readonly (readonly [id: string, standing: object])[];
  readonly records: readonly (readonly [kind: RecordKind, key: string, value: unknown])[];
  /** In the order of `ECOSYSTEMS`. */
  readonly rows: readonly FrozenRows[];
  readonly statuses: object;
}

/** Writes one frame. */
type Frame = (writer: ByteWriter) => void;

function* framesOf({ vocabulary, agents, records, rows, statuses }: Frozen): Iterable<Frame> {
  yield json(FRAME.vocabulary, vocabulary);
  for (const [id, standing] of agents) yield json(FRAME.agent, JSON.stringify({ id, ...standing }));
  for (const record of records) yield json(FRAME.record, JSON.stringify(record));
  for (const [ecosystem, frozen] of rows.entries()) {
    for (let name = 0; name < frozen.memories.length; name += 1) yield nameFrame(ecosystem, frozen, name);
    for (let row = 0; row < frozen.nameOfRow.length; row += 1) yield rowFrame(ecosystem, frozen, row);
  }
  const counts = {
    agents: agents.length,
    records: records.length,
    names: rows.reduce((sum, { memories }) => sum + memories.length, 0),
    rows: rows.reduce((sum, { nameOfRow }) => sum + nameOfRow.length, 0),
  };
  yield json(FRAME.end, JSON.stringify({ counts, statuses }));
}

function json(frame: number, text: string): Frame {
  return (writer) => {
    const bytes = Buffer.from(text);
    writer.byte(frame);
    writeBytes(writer, bytes);
  };
}

function nameFrame(ecosystem: number, { nameAt, memories, arena }: FrozenRows, name: number): Frame {
  return (writer) => {
    const memory = memories[name] as number;
    writer.byte(FRAME.name);
    writer.byte(ecosystem);
    packValue(writer, PLAIN, nameAt(name));
    writeBytes(writer, memory === 0 ? NOTHING : arena.record(memory));
  };
}

function rowFrame(ecosystem: number, rows: FrozenRows, row: number): Frame {
  return (writer) => {
    const [entry, facts] = [rows.entries[row] as number, rows.facts[row] as number];
    writer.byte(FRAME.row);
    writer.byte(ecosystem);
    writer.varint(rows.nameOfRow[row] as number);
    packValue(writer, PLAIN, rows.versionAt(rows.versionOfRow[row] as number));
    writeBytes(writer, entry === 0 ? NOTHING : rows.arena.record(entry));
    writeBytes(writer, facts === 0 ? NOTHING : rows.arena.record(facts));
  };
}

function writeBytes(writer: ByteWriter, bytes: Buffer): void {
  writer.varint(bytes.length);
  writer.copy(bytes, 0, bytes.length);
}

/** A frame is never cut in two. */
function* partsOf(revision: number, frames: Iterable<Frame>): Iterable<Buffer> {
  const id = randomBytes(ID_BYTES);
  const header = Buffer.alloc(HEADER_BYTES);
  const writer = new ByteWriter(PART_BYTES + HEADER_BYTES);
  const begin = (): void => {
    writer.reset();
    writer.copy(header, 0, HEADER_BYTES);
  };
  let index = 0;
  begin();
  for (const frame of frames) {
    const before = writer.length;
    frame(writer);
    if (writer.length > PART_BYTES && before > HEADER_BYTES) {
      const over = Buffer.from(writer.bytes.subarray(before, writer.length));
      yield seal(Buffer.from(writer.bytes.subarray(0, before)), { index, isLast: false, revision, id });
      index += 1;
      begin();
      writer.copy(over, 0, over.length);
    }
  }
  yield seal(Buffer.from(writer.written()), { index, isLast: true, revision, id });
}
