import {
  CURRENT,
  ECOSYSTEMS,
  parseEcosystem,
  printable,
  RECORDS_FOR_PEOPLE,
  factsKey,
  nameKey,
  type Ecosystem,
  type NameMemory,
  type PackageFacts,
  type PackageId,
  type RecordKind,
  type RecordValue,
  type RuleException,
  type StandingApproval,
  type StandingBan,
  type StoredPolicy,
} from '@sallyport/domain';
import type { PackageRows } from '../packed/package-rows';
import type { PolicyInForce } from '../registry-snapshot';
import { BUILT_IN_POLICY, policyInForce } from './policy-in-force';
import { SelectorIndex } from './selector-index';

type Rows = Readonly<Record<Ecosystem, PackageRows>>;

/**
 * The records of a view, each kind where a decision finds it: facts and names by package, selectors by what they name,
 * the policy parsed. What is proposed, revoked, lifted or withdrawn is kept for readers and out of a decision's way.
 */
export class RecordShelf {
  /** Live ones, and those that have run out: a decision says which of the two it was. */
  readonly approvals = new SelectorIndex<StandingApproval>({ prereleases: false });
  readonly bans = new SelectorIndex<StandingBan>({ prereleases: true });
  readonly exceptions = new SelectorIndex<RuleException>({ prereleases: false });
  policy: PolicyInForce = BUILT_IN_POLICY;

  /** All kinds but facts and names, by key. */
  private readonly others = new Map<RecordKind, Map<string, unknown>>();

  /** `rows`: where facts and names are kept. */
  constructor(private readonly rows: Rows) {}

  /** To be asked before an act is applied, so that it is applied whole or not at all. @throws Error for a malformed key */
  assertReadable(kind: RecordKind, key: string): void {
    if (kind === 'facts') packageIn(key);
    if (kind === 'name') nameIn(key);
  }

  /** The value is of the schema of its kind: the store parses. @throws Error for a malformed key */
  put(kind: RecordKind, key: string, value: unknown): void {
    if (RECORDS_FOR_PEOPLE.includes(kind)) return;
    switch (kind) {
      case 'facts':
        return this.putFacts(key, value as PackageFacts);
      case 'name':
        return this.putName(key, value as NameMemory);
      case 'approval':
        return this.putApproval(key, value as StandingApproval);
      case 'ban':
        return this.putBan(key, value as StandingBan);
      case 'exception':
        return this.putException(key, value as RuleException);
      case 'policy':
        if (key === CURRENT) this.policy = policyInForce(value as StoredPolicy);
        return this.keep(kind, key, value);
      default:
        return this.keep(kind, key, value);
    }
  }

  /** @throws Error for a malformed key of facts or a name */
  get<K extends RecordKind>(kind: K, key: string): RecordValue<K> | undefined {
    return this.find(kind, key) as RecordValue<K> | undefined;
  }

  entries<K extends RecordKind>(kind: K): Iterable<[string, RecordValue<K>]> {
    if (kind === 'facts') return this.allFacts() as Iterable<[string, RecordValue<K>]>;
    if (kind === 'name') return this.allNames() as Iterable<[string, RecordValue<K>]>;
    return (this.others.get(kind) ?? new Map<string, unknown>()) as Map<string, RecordValue<K>>;
  }

  counts(): Partial<Record<RecordKind, number>> {
    const counts: [RecordKind, number][] = [
      ['facts', sumOf(this.rows, ({ factsHeld }) => factsHeld)],
      ['name', sumOf(this.rows, ({ memoriesHeld }) => memoriesHeld)],
      ...[...this.others].map(([kind, values]): [RecordKind, number] => [kind, values.size]),
    ];
    return Object.fromEntries(counts.filter(([, count]) => count > 0));
  }

  factsOf({ ecosystem, name, version }: PackageId): PackageFacts | undefined {
    return this.rows[ecosystem].factsOf(name, version);
  }

  factsOfVersions(ecosystem: Ecosystem, name: string): Iterable<[string, PackageFacts]> {
    return this.rows[ecosystem].factsOfVersions(name);
  }

  nameOf({ ecosystem, name }: Pick<PackageId, 'ecosystem' | 'name'>): NameMemory | undefined {
    return this.rows[ecosystem].memoryOf(name);
  }

  /** Every record; those of a policy and its like too. */
  *all(): Iterable<{ kind: RecordKind; key: string; value: unknown }> {
    for (const [key, value] of this.allFacts()) yield { kind: 'facts', key, value };
    for (const [key, value] of this.allNames()) yield { kind: 'name', key, value };
    for (const [kind, key, value] of this.standing()) yield { kind, key, value };
  }

  /** All but facts and names. */
  *standing(): Iterable<[kind: RecordKind, key: string, value: unknown]> {
    for (const [kind, values] of this.others) for (const [key, value] of values) yield [kind, key, value];
  }

  private putApproval(key: string, approval: StandingApproval): void {
    const value = Object.freeze(approval);
    // One without an end that was called expired would count as live here, so it does not count at all.
    const hasRunOut = value.state === 'expired' && value.grant.expiresAt !== null;
    if (value.state === 'live' || hasRunOut) this.approvals.put(key, value.selector, value);
    else this.approvals.delete(key);
    this.keep('approval', key, value);
  }

  private putBan(key: string, ban: StandingBan): void {
    if (ban.state === 'live') this.bans.put(key, ban.selector, ban);
    else this.bans.delete(key);
    this.keep('ban', key, ban);
  }

  private putException(key: string, exception: RuleException): void {
    if (exception.state === 'live') this.exceptions.put(key, exception.selector, exception);
    else this.exceptions.delete(key);
    this.keep('exception', key, exception);
  }

  private putFacts(key: string, value: PackageFacts): void {
    const { ecosystem, name, version } = packageIn(key);
    this.rows[ecosystem].putFacts(name, version, value);
  }

  private putName(key: string, value: NameMemory): void {
    const { ecosystem, name } = nameIn(key);
    this.rows[ecosystem].putMemory(name, value);
  }

  private keep(kind: RecordKind, key: string, value: unknown): void {
    const values = this.others.get(kind) ?? new Map<string, unknown>();
    this.others.set(kind, values.set(key, value));
  }

  private find(kind: RecordKind, key: string): unknown {
    if (kind === 'facts') return this.factsOf(packageIn(key));
    if (kind === 'name') return this.nameOf(nameIn(key));
    return this.others.get(kind)?.get(key);
  }

  private *allFacts(): Iterable<[string, PackageFacts]> {
    for (const ecosystem of ECOSYSTEMS)
      for (const [name, version, facts] of this.rows[ecosystem].allFacts())
        yield [factsKey({ ecosystem, name, version }), facts];
  }

  private *allNames(): Iterable<[string, NameMemory]> {
    for (const ecosystem of ECOSYSTEMS)
      for (const [name, memory] of this.rows[ecosystem].allMemories())
        yield [nameKey({ ecosystem, name }), memory];
  }
}

function sumOf(rows: Rows, held: (rows: PackageRows) => number): number {
  return ECOSYSTEMS.reduce((sum, ecosystem) => sum + held(rows[ecosystem]), 0);
}

/** Of `factsKey`. */
function packageIn(key: string): PackageId {
  const [ecosystem, name = '', version = ''] = stringsIn(key, 3);
  return { ecosystem: parseEcosystem(ecosystem), name, version };
}

/** Of `nameKey`. */
function nameIn(key: string): Pick<PackageId, 'ecosystem' | 'name'> {
  const [ecosystem, name = ''] = stringsIn(key, 2);
  return { ecosystem: parseEcosystem(ecosystem), name };
}

function stringsIn(key: string, length: number): string[] {
  const parts: unknown = JSON.parse(key);
  const isKey =
    Array.isArray(parts) && parts.length === length && parts.every((part) => typeof part === 'string');
  if (!isKey) throw new Error(`"${printable(key, 200)}" is not a key of the registry's records`);
  return parts as string[];
}
