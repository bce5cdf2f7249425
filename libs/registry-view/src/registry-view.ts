import {
  type Ecosystem,
  type NameMemory,
  type PackageFacts,
  type PackageId,
  type RecordKind,
  type RecordValue,
  type RegistryChange,
  type RegistryEntry,
  type Revision,
  type RuleException,
  type SelectorSubject,
  type StandingApproval,
  type StandingBan,
  type Status,
} from '@sallyport/domain';
import { FactsCache } from './facts/facts-cache';
import { forgetPart } from './facts/forget-part';
import { gather } from './facts/gather';
import type { GatheredFacts } from './facts/gathered-facts';
import { PackedRegistry } from './memory/packed-registry';
import type { Held } from './memory/selector-index';
import { pack } from './packed/pack';
import { Unpacker } from './packed/unpacker';
import type { AgentStanding, Applied, PolicyInForce, RegistrySnapshot } from './registry-snapshot';

/**
 * The registry in memory. It follows the change log one revision after the other; a whole act becomes
 * visible at once, because nothing else runs while `apply` does.
 */
export class RegistryView {
  private readonly cache = new FactsCache((ecosystem, name) => this.state.rows[ecosystem].rowsOf(name));
  private state = new PackedRegistry();

  /** 0: nothing was ever loaded or applied. */
  get revision(): Revision {
    return this.state.revision;
  }

  /**
   * Replaces everything; where the snapshot faults while being read, the view stays as it was. A packed registry is
   * taken over: it is nobody else's any more.
   */
  load(snapshot: RegistrySnapshot): void {
    this.state = PackedRegistry.from(snapshot);
    this.cache.clear();
  }

  /**
   * Replaces everything by what `pack` gave, in its order. Where that was another format, damaged or cut short, the
   * view stays as it was. @throws UnreadableSnapshot
   */
  loadPacked(parts: Iterable<Uint8Array>): void {
    const unpacker = new Unpacker();
    for (const part of parts) unpacker.take(part);
    this.load(unpacker.end());
  }

  /**
   * The view as it is now, in parts to be kept or sent: each comes when it is asked for, whatever is applied meanwhile.
   * See docs/adr/0024.
   */
  pack(): Iterable<Buffer> {
    return pack(this.state);
  }

  /**
   * `applied` only for the very next revision; an older one is `already-known` and changes nothing;
   * `gap` changes nothing either: the caller has to fetch what lies between.
   */
  apply(change: RegistryChange): Applied {
    if (change.revision <= this.revision) return 'already-known';
    if (change.revision !== this.revision + 1) return 'gap';
    for (const part of change.parts) if ('key' in part) this.state.shelf.assertReadable(part.kind, part.key);
    for (const part of change.parts) {
      forgetPart(this, part);
      if (part.kind === 'package') this.state.putEntry(part, part.entry);
      else if (part.kind === 'agent') this.state.putAgent({ ...part, id: part.agentId });
      else this.state.putRecord(part.kind, part.key, part.value);
    }
    this.state.revision = change.revision;
    return 'applied';
  }

  /** What decisions need of an entry: who asked for it is left out. */
  lookup(id: PackageId): RegistryEntry | undefined {
    return this.state.rows[id.ecosystem].entryOf(id.name, id.version);
  }

  /** The number of what is held of a version, good until another snapshot is loaded; -1: nothing is. */
  rowOf({ ecosystem, name, version }: PackageId): number {
    return this.state.rows[ecosystem].rowAt(name, version);
  }

  /** `rowOf` of coordinates as somebody spelled them, where they are normalised or `learnSpelling` was told what they are. */
  rowSpelled({ ecosystem, name, version }: PackageId): number {
    return this.state.rows[ecosystem].rowSpelled(name, version);
  }

  /** `id`: what the spelling was normalised to; it has a row. */
  learnSpelling(spelled: Pick<PackageId, 'name' | 'version'>, id: PackageId): void {
    this.state.rows[id.ecosystem].learnSpelling(spelled, id);
  }

  /** How many rows there are; they are numbered from 0, and none is ever removed. */
  rowsIn(ecosystem: Ecosystem): number {
    return this.state.rows[ecosystem].count;
  }

  idAt(ecosystem: Ecosystem, row: number): PackageId {
    const [name, version] = this.state.rows[ecosystem].coordinatesOf(row);
    return { ecosystem, name, version };
  }

  /** Every version of a name that has an entry, in no order. The name is normalised. */
  versionsOf(ecosystem: Ecosystem, name: string): Iterable<[version: string, entry: RegistryEntry]> {
    return this.state.rows[ecosystem].entriesOf(name);
  }

  /** Everything that has an entry, in no order. */
  entries(): Iterable<[id: PackageId, entry: RegistryEntry]> {
    return this.state.entries();
  }

  /** undefined: nothing is known of it beside its entry. */
  factsOf(id: PackageId): PackageFacts | undefined {
    return this.state.shelf.factsOf(id);
  }

  /** Every version of a name of which facts are known, in no order. */
  factsOfVersions(ecosystem: Ecosystem, name: string): Iterable<[version: string, facts: PackageFacts]> {
    return this.state.shelf.factsOfVersions(ecosystem, name);
  }

  nameOf(id: PackageId): NameMemory | undefined {
    return this.state.shelf.nameOf(id);
  }

  /** undefined: nobody registered this agent. */
  agent(agentId: string): AgentStanding | undefined {
    return this.state.standings.get(agentId);
  }

  /** Every standing that an agent has or had. */
  get standings(): readonly AgentStanding[] {
    return this.state.everyStanding();
  }

  get agents(): number {
    return this.state.standings.size;
  }

  /**
   * In whatever state it is. undefined: there is none, or it is of a kind that is for people only.
   * @throws Error for a malformed key of facts or a name
   */
  record<K extends RecordKind>(kind: K, key: string): RecordValue<K> | undefined {
    return this.state.shelf.get(kind, key);
  }

  recordsOf<K extends RecordKind>(kind: K): Iterable<[key: string, value: RecordValue<K>]> {
    return this.state.shelf.entries(kind);
  }

  /** How many of each kind are held; those for people only are not. */
  recordCounts(): Partial<Record<RecordKind, number>> {
    return this.state.shelf.counts();
  }

  get policy(): PolicyInForce {
    return this.state.shelf.policy;
  }

  /** Live and run-out ones that speak of the subject, by id; what is proposed or revoked does not. */
  approvalsFor(subject: SelectorSubject): readonly Held<StandingApproval>[] {
    return this.state.shelf.approvals.matching(subject);
  }

  /** Live ones, by id. */
  bansFor(subject: SelectorSubject): readonly Held<StandingBan>[] {
    return this.state.shelf.bans.matching(subject);
  }

  /** Live ones of publishers in the ecosystem, whoever they are, by id. */
  publisherBansIn(ecosystem: Ecosystem): readonly Held<StandingBan>[] {
    return this.state.shelf.bans.ofPublishers(ecosystem);
  }

  /** For whatever agent, run-out ones too, by id; withdrawn ones are not among them. */
  exceptionsFor(subject: SelectorSubject): readonly RuleException[] {
    return this.state.shelf.exceptions.matching(subject).map(({ value }) => value);
  }

  /** What a decision needs to know of a package, gathered once for as long as no change speaks of it. `digest`: the file that is meant. */
  gathered(id: PackageId, digest?: string): GatheredFacts {
    return this.cache.gathered(id, digest, this.gather);
  }

  /** What is found out about packages of this view, for as long as no change speaks of them. */
  get memory(): FactsCache {
    return this.cache;
  }

  /** Package versions by status; a status that nothing has is left out. */
  countsByStatus(): Partial<Record<Status, number>> {
    return this.state.countsByStatus();
  }

  private readonly gather = (id: PackageId, digest?: string): GatheredFacts => gather(this, id, digest);
}
