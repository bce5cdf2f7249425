import {
  ECOSYSTEMS,
  standingOf,
  statusOf,
  type Ecosystem,
  type Maturity,
  type PackageCoordinates,
  type PackageId,
  type RecordKind,
  type RegistryEntry,
  type Revision,
  type Status,
} from '@sallyport/domain';
import { PackageRows } from '../packed/package-rows';
import { Vocabulary } from '../packed/vocabulary';
import type { AgentStanding, RegistrySnapshot } from '../registry-snapshot';
import { RecordShelf } from './record-shelf';

export interface AgentTerms {
  readonly id: string;
  readonly maturity: Maturity;
  readonly suspended?: boolean | undefined;
}

/**
 * The whole registry at one revision, packed. Filled row by row, so that whoever reads a large one from somewhere never
 * holds it twice; a view takes it over as it is.
 */
export class PackedRegistry implements RegistrySnapshot {
  readonly rows: Readonly<Record<Ecosystem, PackageRows>>;
  readonly standings = new Map<string, AgentStanding>();
  readonly shelf: RecordShelf;
  private readonly counts = new Map<Status, number>();
  private readonly knownStandings = new Map<string, AgentStanding>();

  constructor(
    public revision: Revision = 0,
    readonly vocabulary = new Vocabulary(),
  ) {
    this.rows = { pypi: new PackageRows(vocabulary), npm: new PackageRows(vocabulary) };
    this.shelf = new RecordShelf(this.rows);
  }

  static from(snapshot: RegistrySnapshot): PackedRegistry {
    if (snapshot instanceof PackedRegistry) return snapshot;
    const registry = new PackedRegistry(snapshot.revision);
    for (const { entry, ...id } of snapshot.packages) registry.putEntry(id, entry);
    for (const agent of snapshot.agents) registry.putAgent(agent);
    for (const { kind, key, value } of snapshot.records) registry.shelf.put(kind, key, value);
    return registry;
  }

  /** Who asked for it is left out: no decision looks at it. */
  putEntry({ ecosystem, name, version }: PackageCoordinates, entry: RegistryEntry): void {
    const rows = this.rows[ecosystem];
    const before = rows.entryOf(name, version);
    if (before !== undefined) this.count(statusOf(before), -1);
    this.count(statusOf(entry), 1);
    const { approval, minMaturity, banReason, grant, firstReview } = entry;
    rows.putEntry(name, version, { approval, minMaturity, banReason, grant, firstReview } as RegistryEntry);
  }

  putAgent({ id, maturity, suspended = false }: AgentTerms): void {
    const identity = `${maturity} ${suspended}`;
    let standing = this.knownStandings.get(identity);
    if (standing === undefined)
      this.knownStandings.set(
        identity,
        (standing = Object.freeze({
          maturity,
          suspended,
          standing: standingOf({ maturity, isAgentRegistered: true, isAgentSuspended: suspended }),
        })),
      );
    this.standings.set(id, standing);
  }

  everyStanding(): AgentStanding[] {
    return [...this.knownStandings.values()];
  }

  /** The value is of the schema of its kind. @throws Error for a malformed key */
  putRecord(kind: RecordKind, key: string, value: unknown): void {
    this.shelf.put(kind, key, value);
  }

  count(status: Status, difference: number): void {
    this.counts.set(status, (this.counts.get(status) ?? 0) + difference);
  }

  countsByStatus(): Partial<Record<Status, number>> {
    return Object.fromEntries([...this.counts].filter(([, count]) => count > 0));
  }

  *entries(): Iterable<[id: PackageId, entry: RegistryEntry]> {
    for (const ecosystem of ECOSYSTEMS)
      for (const [name, version, entry] of this.rows[ecosystem].allEntries())
        yield [{ ecosystem, name, version }, entry];
  }

  get packages(): RegistrySnapshot['packages'] {
    return mapped(this.entries(), ([id, entry]) => ({ ...id, entry }));
  }

  get agents(): RegistrySnapshot['agents'] {
    return mapped(this.standings, ([id, { maturity, suspended }]) => ({ id, maturity, suspended }));
  }

  get records(): RegistrySnapshot['records'] {
    return this.shelf.all();
  }
}

function* mapped<From, To>(values: Iterable<From>, to: (value: From) => To): Iterable<To> {
  for (const value of values) yield to(value);
}
