import { ECOSYSTEMS, type RecordKind, type Status } from '@sallyport/domain';
import { PackedRegistry, type AgentTerms } from '../memory/packed-registry';
import { ByteReader } from './byte-reader';
import { FRAME, UnreadableSnapshot, unseal } from './snapshot-format';
import { unpackValue } from './values';
import { Vocabulary, type VocabularyJson } from './vocabulary';

const PLAIN = new Vocabulary();

interface Loading {
  readonly id: Buffer;
  readonly revision: number;
  registry: PackedRegistry | undefined;
  readonly counts: { agents: number; records: number; names: number; rows: number };
  /** By ecosystem, in the order of their numbers. */
  readonly names: readonly string[][];
}

/**
 * Takes the parts of a packed snapshot one after the other. Each is looked at before anything of it is used; what comes
 * out is a registry of its own, so a snapshot that turns out unreadable at its end has changed nothing.
 */
export class Unpacker {
  private loading: Loading | undefined;
  private taken = 0;
  private isWhole = false;

  /** @throws UnreadableSnapshot for a part that is not the next one of the same snapshot, whole and of this format */
  take(bytes: Uint8Array): void {
    const part = unseal(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    this.loading ??= {
      id: Buffer.from(part.id),
      revision: part.revision,
      registry: undefined,
      counts: { agents: 0, records: 0, names: 0, rows: 0 },
      names: ECOSYSTEMS.map(() => []),
    };
    const { id, revision } = this.loading;
    if (this.isWhole || part.index !== this.taken || part.revision !== revision || !part.id.equals(id))
      throw new UnreadableSnapshot(`This is not part ${this.taken} of the snapshot at revision ${revision}`);
    this.taken += 1;
    try {
      this.read(new ByteReader().of(part.content, 0), this.loading);
    } catch (cause) {
      if (cause instanceof UnreadableSnapshot) throw cause;
      throw new UnreadableSnapshot('A part of the snapshot cannot be read', { cause });
    }
    if (this.isWhole !== part.isLast) throw new UnreadableSnapshot('The snapshot does not end where it says');
  }

  /** @throws UnreadableSnapshot where parts are missing */
  end(): PackedRegistry {
    if (!this.isWhole || this.loading?.registry === undefined)
      throw new UnreadableSnapshot(`The snapshot breaks off after ${this.taken} parts`);
    return this.loading.registry;
  }

  private read(reader: ByteReader, loading: Loading): void {
    while (!reader.isAtEnd) {
      const frame = reader.byte();
      if (frame === FRAME.vocabulary) {
        const vocabulary = Vocabulary.from(json(reader) as VocabularyJson);
        loading.registry = new PackedRegistry(loading.revision, vocabulary);
      } else if (loading.registry === undefined || this.isWhole) {
        throw new UnreadableSnapshot('The snapshot is out of order');
      } else this.readInto(loading.registry, frame, reader, loading);
    }
  }

  private readInto(registry: PackedRegistry, frame: number, reader: ByteReader, loading: Loading): void {
    const { counts } = loading;
    switch (frame) {
      case FRAME.agent:
        registry.putAgent(json(reader) as AgentTerms);
        counts.agents += 1;
        return;
      case FRAME.record:
        registry.putRecord(...(json(reader) as [RecordKind, string, unknown]));
        counts.records += 1;
        return;
      case FRAME.name:
        readName(registry, reader, loading);
        counts.names += 1;
        return;
      case FRAME.row:
        readRow(registry, reader, loading);
        counts.rows += 1;
        return;
      case FRAME.end: {
        const end = json(reader) as { counts: object; statuses: Partial<Record<Status, number>> };
        if (JSON.stringify(end.counts) !== JSON.stringify(counts))
          throw new UnreadableSnapshot('The snapshot does not hold as much as it says');
        for (const [status, count] of Object.entries(end.statuses)) registry.count(status as Status, count);
        this.isWhole = true;
        return;
      }
      default:
        throw new UnreadableSnapshot(`The snapshot holds a frame ${frame}`);
    }
  }
}

function json(reader: ByteReader): unknown {
  return JSON.parse(reader.utf8(reader.varint()));
}

function readName(registry: PackedRegistry, reader: ByteReader, { names }: Loading): void {
  const ecosystem = reader.byte();
  const name = unpackValue(reader, PLAIN) as string;
  const memory = reader.slice(reader.varint());
  rowsOf(registry, ecosystem).putPackedName(name, memory);
  (names[ecosystem] as string[]).push(name);
}

function readRow(registry: PackedRegistry, reader: ByteReader, { names }: Loading): void {
  const ecosystem = reader.byte();
  const name = names[ecosystem]?.[reader.varint()];
  if (name === undefined) throw new UnreadableSnapshot('The snapshot holds a row of no name');
  const version = unpackValue(reader, PLAIN) as string;
  const entry = reader.slice(reader.varint());
  const facts = reader.slice(reader.varint());
  rowsOf(registry, ecosystem).putPacked(name, version, entry, facts);
}

function rowsOf(registry: PackedRegistry, ecosystem: number) {
  const name = ECOSYSTEMS[ecosystem];
  if (name === undefined) throw new UnreadableSnapshot(`The snapshot holds an ecosystem ${ecosystem}`);
  return registry.rows[name];
}
