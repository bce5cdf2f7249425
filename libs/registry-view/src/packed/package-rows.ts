import type { NameMemory, PackageFacts, RegistryEntry } from '@sallyport/domain';
import { Arena, type FrozenArena } from './arena';
import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';
import { Column, HashIndex } from './columns';
import { Spellings } from './spellings';
import { hashOfPair, Texts } from './texts';
import { packValue, unpackValue } from './values';
import type { Vocabulary } from './vocabulary';

/** What an address belongs to; the lowest bits of an owner. */
const ENTRY = 0;
const FACTS = 1;
const MEMORY = 2;
const KINDS = 4;
/** Of columns that hold an address or one more than a row. */
const NONE = 0;

interface Coordinates {
  readonly name: string;
  readonly version: string;
}

/**
 * Everything that is kept of the versions and the names of one ecosystem, packed, outside the JavaScript heap. A
 * version has one row with its entry, its facts or both; the rows of one name hang together. Rows are never removed.
 */
export class PackageRows {
  private readonly names = new Texts();
  private readonly versions = new Texts();
  private readonly otherNames = new Spellings();
  private readonly otherVersions = new Spellings();
  /** By name: one more than its newest row; where its memory is. */
  private readonly newest = new Column();
  private readonly memories = new Column();
  /** By row. `earlier`: one more than the row of the same name before it. */
  private readonly nameOfRow = new Column();
  private readonly versionOfRow = new Column();
  private readonly earlier = new Column();
  private readonly entries = new Column();
  private readonly facts = new Column();
  private readonly rows = new HashIndex((row) =>
    hashOfPair(this.nameOfRow.at(row), this.versionOfRow.at(row)),
  );
  private readonly arena = new Arena({
    addressOf: (owner) => this.columnOf(owner).at(Math.floor(owner / KINDS)),
    moved: (owner, address) => this.columnOf(owner).set(Math.floor(owner / KINDS), address),
  });
  private readonly writer = new ByteWriter();
  private readonly reader = new ByteReader();
  factsHeld = 0;
  memoriesHeld = 0;
  /** Where the last one was found, which is looked for again at once: its entry, then its facts. */
  private last: { name: string; version: string; row: number } = { name: '', version: '', row: -1 };

  constructor(private readonly vocabulary: Vocabulary) {}

  get count(): number {
    return this.nameOfRow.length;
  }

  entryOf(name: string, version: string): RegistryEntry | undefined {
    const row = this.rowAt(name, version);
    return row < 0 ? undefined : this.valueAt<RegistryEntry>(this.entries.at(row));
  }

  factsOf(name: string, version: string): PackageFacts | undefined {
    const row = this.rowAt(name, version);
    return row < 0 ? undefined : this.valueAt<PackageFacts>(this.facts.at(row));
  }

  memoryOf(name: string): NameMemory | undefined {
    const number = this.names.find(name);
    return number < 0 ? undefined : this.valueAt<NameMemory>(this.memories.at(number));
  }

  putEntry(name: string, version: string, entry: RegistryEntry): void {
    this.put(ENTRY, this.rowOf(name, version), this.packed(entry));
  }

  putFacts(name: string, version: string, facts: PackageFacts): void {
    this.put(FACTS, this.rowOf(name, version), this.packed(facts));
  }

  putMemory(name: string, memory: NameMemory): void {
    this.put(MEMORY, this.nameNumber(name), this.packed(memory));
  }

  /** Records as `frozen` gives them, of the same vocabulary; empty: none. */
  putPacked(name: string, version: string, entry: Buffer, facts: Buffer): void {
    const row = this.rowOf(name, version);
    if (entry.length > 0) this.put(ENTRY, row, entry);
    if (facts.length > 0) this.put(FACTS, row, facts);
  }

  /** Without a memory: only the name, which then has the next number. */
  putPackedName(name: string, memory: Buffer): void {
    const number = this.nameNumber(name);
    if (memory.length > 0) this.put(MEMORY, number, memory);
  }

  *entriesOf(name: string): Iterable<[version: string, entry: RegistryEntry]> {
    for (const row of this.rowsOf(name)) {
      const entry = this.valueAt<RegistryEntry>(this.entries.at(row));
      if (entry !== undefined) yield [this.versions.textOf(this.versionOfRow.at(row)), entry];
    }
  }

  *factsOfVersions(name: string): Iterable<[version: string, facts: PackageFacts]> {
    for (const row of this.rowsOf(name)) {
      const facts = this.valueAt<PackageFacts>(this.facts.at(row));
      if (facts !== undefined) yield [this.versions.textOf(this.versionOfRow.at(row)), facts];
    }
  }

  /** What comes while they are read is among them. */
  *allEntries(): Iterable<[name: string, version: string, entry: RegistryEntry]> {
    for (let row = 0; row < this.nameOfRow.length; row += 1) {
      const entry = this.valueAt<RegistryEntry>(this.entries.at(row));
      if (entry !== undefined) yield [...this.coordinatesOf(row), entry];
    }
  }

  *allFacts(): Iterable<[name: string, version: string, facts: PackageFacts]> {
    for (let row = 0; row < this.nameOfRow.length; row += 1) {
      const facts = this.valueAt<PackageFacts>(this.facts.at(row));
      if (facts !== undefined) yield [...this.coordinatesOf(row), facts];
    }
  }

  *allMemories(): Iterable<[name: string, memory: NameMemory]> {
    for (let name = 0; name < this.names.count; name += 1) {
      const memory = this.valueAt<NameMemory>(this.memories.at(name));
      if (memory !== undefined) yield [this.names.textOf(name), memory];
    }
  }

  /** As it is now, however it changes later: what a snapshot is packed from while changes are applied. */
  frozen(): FrozenRows {
    const { names, versions } = this;
    return {
      nameAt: (number) => names.textOf(number),
      versionAt: (number) => versions.textOf(number),
      memories: this.memories.copy(),
      nameOfRow: this.nameOfRow.copy(),
      versionOfRow: this.versionOfRow.copy(),
      entries: this.entries.copy(),
      facts: this.facts.copy(),
      arena: this.arena.frozen(),
    };
  }

  private columnOf(owner: number): Column {
    const kind = owner % KINDS;
    return kind === ENTRY ? this.entries : kind === FACTS ? this.facts : this.memories;
  }

  private put(kind: typeof ENTRY | typeof FACTS | typeof MEMORY, index: number, record: Buffer): void {
    const column = this.columnOf(kind);
    const address = this.arena.put(index * KINDS + kind, record);
    // After the write, which may have moved what it replaces.
    const before = column.at(index);
    column.set(index, address);
    if (before !== NONE) this.arena.free(before);
    else if (kind === FACTS) this.factsHeld += 1;
    else if (kind === MEMORY) this.memoriesHeld += 1;
  }

  private packed(value: unknown): Buffer {
    this.writer.reset();
    packValue(this.writer, this.vocabulary, value);
    return this.writer.written();
  }

  private valueAt<Value>(address: number): Value | undefined {
    if (address === NONE) return undefined;
    const reader = this.reader.of(this.arena.bytesAt(address), this.arena.startOf(address));
    return unpackValue(reader, this.vocabulary) as Value;
  }

  /** The number of the row of a version, for as long as these rows are; -1: there is none. */
  rowAt(name: string, version: string): number {
    const { last } = this;
    if (last.row >= 0 && last.name === name && last.version === version) return last.row;
    const nameNumber = this.names.find(name);
    const versionNumber = nameNumber < 0 ? -1 : this.versions.find(version);
    const row = versionNumber < 0 ? -1 : this.look(nameNumber, versionNumber);
    last.name = name;
    last.version = version;
    last.row = row;
    return row;
  }

  /** `rowAt` of what this was found to be another spelling of, or of itself. */
  rowSpelled(name: string, version: string): number {
    const named = this.names.find(name);
    const nameNumber = named < 0 ? this.otherNames.find(name) : named;
    if (nameNumber < 0) return -1;
    const numbered = this.versions.find(version);
    const versionNumber = numbered < 0 ? this.otherVersions.find(version) : numbered;
    return versionNumber < 0 ? -1 : this.look(nameNumber, versionNumber);
  }

  /** `normalized`: what the spelled name and version are, of a version that has a row. */
  learnSpelling(spelled: Coordinates, normalized: Coordinates): void {
    if (spelled.name !== normalized.name)
      this.otherNames.learn(spelled.name, this.names.find(normalized.name));
    if (spelled.version !== normalized.version)
      this.otherVersions.learn(spelled.version, this.versions.find(normalized.version));
  }

  /** The name and version of a row. */
  coordinatesOf(row: number): [name: string, version: string] {
    return [this.names.textOf(this.nameOfRow.at(row)), this.versions.textOf(this.versionOfRow.at(row))];
  }

  private look(name: number, version: number): number {
    let slot = this.rows.first(hashOfPair(name, version));
    for (;;) {
      const row = this.rows.at(slot);
      if (row < 0 || (this.nameOfRow.at(row) === name && this.versionOfRow.at(row) === version)) return row;
      slot = this.rows.next(slot);
    }
  }

  private rowOf(name: string, version: string): number {
    const [nameNumber, versionNumber] = [this.nameNumber(name), this.versions.numberOf(version)];
    const known = this.look(nameNumber, versionNumber);
    if (known >= 0) return known;
    const row = this.nameOfRow.push(nameNumber);
    this.versionOfRow.push(versionNumber);
    this.earlier.push(this.newest.at(nameNumber));
    this.entries.push(NONE);
    this.facts.push(NONE);
    this.newest.set(nameNumber, row + 1);
    this.rows.add(row);
    return row;
  }

  private nameNumber(name: string): number {
    const number = this.names.numberOf(name);
    if (number === this.newest.length) {
      this.newest.push(NONE);
      this.memories.push(NONE);
    }
    return number;
  }

  /** Every row of a name. */
  *rowsOf(name: string): Iterable<number> {
    const number = this.names.find(name);
    if (number < 0) return;
    for (let row = this.newest.at(number); row !== NONE; row = this.earlier.at(row - 1)) yield row - 1;
  }
}

/** The rows of one moment. Texts are read where they are: they are only ever added to. */
export interface FrozenRows {
  nameAt(number: number): string;
  versionAt(number: number): string;
  readonly memories: Uint32Array;
  readonly nameOfRow: Uint32Array;
  readonly versionOfRow: Uint32Array;
  readonly entries: Uint32Array;
  readonly facts: Uint32Array;
  readonly arena: FrozenArena;
}
