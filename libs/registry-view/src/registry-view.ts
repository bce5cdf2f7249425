import {
  statusOf,
  type Ecosystem,
  type NameMemory,
  type PackageCoordinates,
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
import { gather } from './facts/gather';
import type { GatheredFacts } from './facts/gathered-facts';
import { Pool } from './memory/pool';
import { RecordShelf } from './memory/record-shelf';
import type { Held } from './memory/selector-index';
import type { AgentStanding, Applied, PolicyInForce, RegistrySnapshot } from './registry-snapshot';

type Versions = Map<string, RegistryEntry>;
interface State {
  readonly packages: Readonly<Record<Ecosystem, Map<string, Versions>>>;
  readonly agents: Map<string, AgentStanding>;
  readonly counts: Map<Status, number>;
  readonly records: RecordShelf;
}

/**
 * The registry in memory. It follows the change log one revision after the other; a whole act becomes
 * visible at once, because nothing else runs while `apply` does.
 */
export class RegistryView {
  private readonly pool = new Pool();
  private readonly cache = new FactsCache();
  private state = emptyState(this.pool);
  private currentRevision: Revision = 0;

  /** 0: nothing was ever loaded or applied. */
  get revision(): Revision {
    return this.currentRevision;
  }

  /** Replaces everything; where the snapshot faults while being read, the view stays as it was. */
  load(snapshot: RegistrySnapshot): void {
    const state = emptyState(this.pool);
    for (const { entry, ...id } of snapshot.packages) this.putEntry(state, id, entry);
    for (const { id, maturity, suspended } of snapshot.agents) putAgent(state, id, { maturity, suspended });
    for (const { kind, key, value } of snapshot.records) state.records.put(kind, key, value);
    this.state = state;
    this.currentRevision = snapshot.revision;
    this.cache.clear();
  }

  /**
   * `applied` only for the very next revision; an older one is `already-known` and changes nothing;
   * `gap` changes nothing either: the caller has to fetch what lies between.
   */
  apply(change: RegistryChange): Applied {
    if (change.revision <= this.currentRevision) return 'already-known';
    if (change.revision !== this.currentRevision + 1) return 'gap';
    for (const part of change.parts)
      if ('key' in part) this.state.records.assertReadable(part.kind, part.key);
    for (const part of change.parts) {
      if (part.kind === 'package') this.putEntry(this.state, part, part.entry);
      else if (part.kind === 'agent') putAgent(this.state, part.agentId, part);
      else this.state.records.put(part.kind, part.key, part.value);
    }
    this.currentRevision = change.revision;
    this.cache.clear();
    return 'applied';
  }

  /** What decisions need of an entry: who asked for it is left out. */
  lookup(id: PackageId): RegistryEntry | undefined {
    return this.state.packages[id.ecosystem].get(id.name)?.get(id.version);
  }

  /** Every version of a name that has an entry, in no order. The name is normalised. */
  versionsOf(ecosystem: Ecosystem, name: string): Iterable<[version: string, entry: RegistryEntry]> {
    return this.state.packages[ecosystem].get(name) ?? [];
  }

  /** Everything that has an entry, in no order. */
  *entries(): Iterable<[id: PackageId, entry: RegistryEntry]> {
    for (const [ecosystem, names] of Object.entries(this.state.packages) as [
      Ecosystem,
      Map<string, Versions>,
    ][])
      for (const [name, versions] of names)
        for (const [version, entry] of versions) yield [{ ecosystem, name, version }, entry];
  }

  /** undefined: nothing is known of it beside its entry. */
  factsOf(id: PackageId): PackageFacts | undefined {
    return this.state.records.factsOf(id);
  }

  /** Every version of a name of which facts are known, in no order. */
  factsOfVersions(ecosystem: Ecosystem, name: string): Iterable<[version: string, facts: PackageFacts]> {
    return this.state.records.factsOfVersions(ecosystem, name);
  }

  nameOf(id: PackageId): NameMemory | undefined {
    return this.state.records.nameOf(id);
  }

  /** undefined: nobody registered this agent. */
  agent(agentId: string): AgentStanding | undefined {
    return this.state.agents.get(agentId);
  }

  get agents(): number {
    return this.state.agents.size;
  }

  /**
   * In whatever state it is. undefined: there is none, or it is of a kind that is for people only.
   * @throws Error for a malformed key of facts or a name
   */
  record<K extends RecordKind>(kind: K, key: string): RecordValue<K> | undefined {
    return this.state.records.get(kind, key);
  }

  recordsOf<K extends RecordKind>(kind: K): Iterable<[key: string, value: RecordValue<K>]> {
    return this.state.records.entries(kind);
  }

  /** How many of each kind are held; those for people only are not. */
  recordCounts(): Partial<Record<RecordKind, number>> {
    return this.state.records.counts();
  }

  get policy(): PolicyInForce {
    return this.state.records.policy;
  }

  /** Live and run-out ones that speak of the subject, by id; what is proposed or revoked does not. */
  approvalsFor(subject: SelectorSubject): readonly Held<StandingApproval>[] {
    return this.state.records.approvals.matching(subject);
  }

  /** Live ones, by id. */
  bansFor(subject: SelectorSubject): readonly Held<StandingBan>[] {
    return this.state.records.bans.matching(subject);
  }

  /** Live ones of publishers in the ecosystem, whoever they are, by id. */
  publisherBansIn(ecosystem: Ecosystem): readonly Held<StandingBan>[] {
    return this.state.records.bans.ofPublishers(ecosystem);
  }

  /** For whatever agent, run-out ones too, by id; withdrawn ones are not among them. */
  exceptionsFor(subject: SelectorSubject): readonly RuleException[] {
    return this.state.records.exceptions.matching(subject).map(({ value }) => value);
  }

  /** What a decision needs to know of a package, gathered once a revision. `digest`: the file that is meant. */
  gathered(id: PackageId, digest?: string): GatheredFacts {
    return this.cache.gathered(id, digest, this.gather);
  }

  /** What is found out about a package of this view once a revision. */
  get memory(): FactsCache {
    return this.cache;
  }

  /** Package versions by status; a status that nothing has is left out. */
  countsByStatus(): Partial<Record<Status, number>> {
    return Object.fromEntries([...this.state.counts].filter(([, count]) => count > 0));
  }

  private readonly gather = (id: PackageId, digest?: string): GatheredFacts => gather(this, id, digest);

  private putEntry(state: State, id: PackageCoordinates, entry: RegistryEntry): void {
    const names = state.packages[id.ecosystem];
    let versions = names.get(id.name);
    if (versions === undefined) names.set(id.name, (versions = new Map()));
    const before = versions.get(id.version);
    if (before !== undefined) count(state, statusOf(before), -1);
    count(state, statusOf(entry), 1);
    versions.set(id.version, this.pool.entry(entry));
  }
}

function emptyState(pool: Pool): State {
  return {
    packages: { pypi: new Map(), npm: new Map() },
    agents: new Map(),
    counts: new Map(),
    records: new RecordShelf(pool),
  };
}

function putAgent(
  state: State,
  agentId: string,
  { maturity, suspended = false }: { maturity: AgentStanding['maturity']; suspended?: boolean | undefined },
): void {
  state.agents.set(agentId, Object.freeze({ maturity, suspended }));
}

function count(state: State, status: Status, difference: 1 | -1): void {
  state.counts.set(status, (state.counts.get(status) ?? 0) + difference);
}
