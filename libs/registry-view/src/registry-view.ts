import {
  statusOf,
  type Ecosystem,
  type Maturity,
  type PackageCoordinates,
  type PackageId,
  type RegistryChange,
  type RegistryEntry,
  type Revision,
  type Status,
} from '@sallyport/domain';

/** The whole registry at one revision; coordinates are normalised. */
export interface RegistrySnapshot {
  readonly revision: Revision;
  readonly packages: Iterable<PackageCoordinates & { readonly entry: RegistryEntry }>;
  readonly agents: Iterable<{ readonly id: string; readonly maturity: Maturity }>;
}

export type Applied = 'applied' | 'already-known' | 'gap';

type Versions = Map<string, RegistryEntry>;
type State = {
  readonly packages: Readonly<Record<Ecosystem, Map<string, Versions>>>;
  readonly agents: Map<string, Maturity>;
  readonly counts: Map<Status, number>;
};

/**
 * The registry in memory. It follows the change log one revision after the other; a whole act becomes
 * visible at once, because nothing else runs while `apply` does.
 */
export class RegistryView {
  private state = emptyState();
  private currentRevision: Revision = 0;
  /** Most entries are one of a few values; equal ones share one object. */
  private readonly entries = new Map<string, RegistryEntry>();

  /** 0: nothing was ever loaded or applied. */
  get revision(): Revision {
    return this.currentRevision;
  }

  /** Replaces everything; where the snapshot faults while being read, the view stays as it was. */
  load(snapshot: RegistrySnapshot): void {
    const state = emptyState();
    for (const { entry, ...id } of snapshot.packages) this.put(state, id, entry);
    for (const { id, maturity } of snapshot.agents) state.agents.set(id, maturity);
    this.state = state;
    this.currentRevision = snapshot.revision;
  }

  /**
   * `applied` only for the very next revision; an older one is `already-known` and changes nothing;
   * `gap` changes nothing either: the caller has to fetch what lies between.
   */
  apply(change: RegistryChange): Applied {
    if (change.revision <= this.currentRevision) return 'already-known';
    if (change.revision !== this.currentRevision + 1) return 'gap';
    for (const part of change.parts) {
      if (part.kind === 'package') this.put(this.state, part, part.entry);
      else this.state.agents.set(part.agentId, part.maturity);
    }
    this.currentRevision = change.revision;
    return 'applied';
  }

  lookup(id: PackageId): RegistryEntry | undefined {
    return this.state.packages[id.ecosystem].get(id.name)?.get(id.version);
  }

  /** undefined: nobody registered this agent. */
  agent(agentId: string): Maturity | undefined {
    return this.state.agents.get(agentId);
  }

  get agents(): number {
    return this.state.agents.size;
  }

  /** Package versions by status; a status that nothing has is left out. */
  countsByStatus(): Partial<Record<Status, number>> {
    return Object.fromEntries([...this.state.counts].filter(([, count]) => count > 0));
  }

  private put(state: State, id: PackageCoordinates, entry: RegistryEntry): void {
    const names = state.packages[id.ecosystem];
    let versions = names.get(id.name);
    if (versions === undefined) names.set(id.name, (versions = new Map()));
    const before = versions.get(id.version);
    if (before !== undefined) count(state, statusOf(before), -1);
    count(state, statusOf(entry), 1);
    versions.set(id.version, this.shared(entry));
  }

  /** Ban reasons are free text, so banned entries are not shared: the table of shared ones stays tiny. */
  private shared(entry: RegistryEntry): RegistryEntry {
    const { approval, minMaturity, banReason } = entry;
    if (banReason !== null) return Object.freeze({ approval, minMaturity, banReason });
    const key = `${approval} ${minMaturity}`;
    let known = this.entries.get(key);
    if (known === undefined)
      this.entries.set(key, (known = Object.freeze({ approval, minMaturity, banReason })));
    return known;
  }
}

function emptyState(): State {
  return { packages: { pypi: new Map(), npm: new Map() }, agents: new Map(), counts: new Map() };
}

function count(state: State, status: Status, difference: 1 | -1): void {
  state.counts.set(status, (state.counts.get(status) ?? 0) + difference);
}
