import {
  DomainError,
  RECORDS,
  RECORDS_FOR_PEOPLE,
  statusOf,
  type Agent,
  type PackageId,
  type PackageRecord,
  type RecordKind,
  type RecordValue,
  type RegistryChange,
  type RegistryEntry,
  type Revision,
} from '@sallyport/domain';
import type { RegistrySnapshot } from '@sallyport/registry-view';
import {
  RegistryStore,
  type ActOutcome,
  type AgentHistoryLine,
  type ChangePart,
  type KeptSnapshot,
  type LogRead,
  type PackageQuery,
  type PackageRequest,
  type RegistryAct,
  type RequestQuery,
  type RequestScan,
  type StoredRecord,
} from './registry-store';

type KnownEntry = PackageId &
  Pick<PackageRecord, 'changedAt' | 'changedBy' | 'requestId'> & { entry: RegistryEntry };
type KnownRecord = StoredRecord & { kind: RecordKind };

/** The whole contract in memory. `down` makes every call fail as a dead database does. */
export class FakeRegistryStore extends RegistryStore {
  down = false;
  private leases = { leaseStore: 'nobody has claimed them', leaseGeneration: 0 };
  readonly log: RegistryChange[] = [];
  private readonly knownEntries = new Map<string, KnownEntry>();
  private readonly knownAgents = new Map<string, Agent>();
  private readonly knownRecords = new Map<string, KnownRecord>();
  private readonly knownRequests = new Map<string, PackageRequest>();
  /** Oldest first. */
  private readonly kept: (KeptSnapshot & { bodies: Buffer[] })[] = [];

  constructor(private readonly now: () => number = () => Date.UTC(2026, 0, 1)) {
    super();
  }

  async act(act: RegistryAct): Promise<ActOutcome> {
    this.answer();
    const named = new Set(act.records?.map(({ kind, key }) => recordKey(kind, key)));
    const parts = act.decide({
      revision: this.log.length,
      entryOf: (id) => this.knownEntries.get(keyOf(id))?.entry,
      maturityOf: (agentId) => this.knownAgents.get(agentId)?.maturity,
      isSuspended: (agentId) => this.knownAgents.get(agentId)?.suspended === true,
      recordOf: (kind, key) =>
        named.has(recordKey(kind, key))
          ? this.readValue(kind, this.knownRecords.get(recordKey(kind, key)))
          : undefined,
    });
    if (act.request !== undefined) this.knownRequests.set(act.request.id, act.request);
    if (parts.length === 0) return { revision: this.log.length, change: undefined, ...this.leases };
    const change: RegistryChange = { revision: this.log.length + 1, parts };
    for (const part of parts) this.write(part, change.revision);
    this.log.push(change);
    return { revision: change.revision, change, ...this.leases };
  }

  async snapshot(): Promise<RegistrySnapshot> {
    this.answer();
    return {
      revision: this.log.length,
      packages: [...this.knownEntries.values()].map(({ entry, ...known }) => {
        const { requestedBy: _requestedBy, ...looked } = entry;
        return { ...idOf(known), entry: looked };
      }),
      agents: [...this.knownAgents.values()],
      records: [...this.knownRecords.values()]
        .filter(({ kind }) => !RECORDS_FOR_PEOPLE.includes(kind))
        .map((record) => ({
          kind: record.kind,
          key: record.key,
          value: this.readValue(record.kind, record),
        })),
    };
  }

  async packedSnapshot(): Promise<KeptSnapshot | undefined> {
    this.answer();
    const newest = this.kept.at(-1);
    return newest && { revision: newest.revision, parts: newest.parts };
  }

  async packedSnapshotPart(revision: Revision, part: number): Promise<Buffer | undefined> {
    this.answer();
    return this.kept.find((kept) => kept.revision === revision)?.bodies[part];
  }

  async keepPackedSnapshot(revision: Revision, parts: Iterable<Uint8Array>): Promise<boolean> {
    this.answer();
    if (this.kept.some((kept) => kept.revision >= revision)) return false;
    const bodies = Array.from(parts, (part) => Buffer.from(part));
    this.kept.push({ revision, parts: bodies.length, bodies });
    this.kept.splice(0, this.kept.length - 2);
    return true;
  }

  async changesAfter(revision: Revision, limit: number): Promise<RegistryChange[]> {
    this.answer();
    return this.log.slice(revision, revision + limit);
  }

  async logAfter(revision: Revision, limit: number): Promise<LogRead> {
    const changes = await this.changesAfter(revision, limit);
    return { revision: this.log.length, changes, ...this.leases, now: this.now() };
  }

  async claimLeases(leaseStore: string): Promise<void> {
    this.answer();
    if (this.leases.leaseStore === leaseStore) return;
    this.leases = { leaseStore, leaseGeneration: this.leases.leaseGeneration + 1 };
  }

  async records<K extends RecordKind>(kind: K): Promise<{ records: StoredRecord<K>[]; revision: Revision }> {
    this.answer();
    const records = [...this.knownRecords.values()]
      .filter((record) => record.kind === kind)
      .sort((a, b) => byBytes(a.key, b.key))
      .map((record) => this.stored(kind, record));
    return { records, revision: this.log.length };
  }

  async record<K extends RecordKind>(kind: K, key: string): Promise<StoredRecord<K> | undefined> {
    this.answer();
    const record = this.knownRecords.get(recordKey(kind, key));
    return record && this.stored(kind, record);
  }

  async requests({
    open,
    limit,
    after,
  }: RequestQuery): Promise<{ requests: PackageRequest[]; revision: Revision }> {
    this.answer();
    const requests = this.requestsInOrder()
      .filter((request) => open !== true || this.isOpen(request))
      .filter((request) => after === undefined || byTime(request, after) > 0)
      .slice(0, limit);
    return { requests, revision: this.log.length };
  }

  async unscannedRequests(limit: number): Promise<PackageRequest[]> {
    this.answer();
    return this.requestsInOrder()
      .filter(({ scan }) => scan === undefined)
      .slice(0, limit);
  }

  async noteScan(requestId: string, scan: RequestScan): Promise<void> {
    this.answer();
    const request = this.knownRequests.get(requestId);
    if (request === undefined) return;
    const { scan: _before, ...made } = request;
    this.knownRequests.set(requestId, scan.state === 'pending' ? made : { ...made, scan });
  }

  async agentHistory(agentId: string): Promise<AgentHistoryLine[]> {
    this.answer();
    return this.log.flatMap(({ revision, parts }) =>
      parts
        .filter((part) => part.kind === 'agent')
        .filter((part) => part.agentId === agentId)
        .slice(-1)
        .map((part) => ({
          revision,
          action: part.action,
          maturity: part.maturity,
          previous: part.previous,
          suspended: part.suspended === true,
          by: byOf(part),
          note: part.note ?? null,
          at: part.at,
        })),
    );
  }

  async request(requestId: string): Promise<PackageRequest | undefined> {
    this.answer();
    return this.knownRequests.get(requestId);
  }

  async list(query: PackageQuery): Promise<{ packages: PackageRecord[]; revision: Revision }> {
    this.answer();
    const { ecosystem, status, requestId, after, limit } = query;
    const asked = new Set(this.knownRequests.get(requestId ?? '')?.packages.map(keyOf));
    const packages = [...this.knownEntries.values()]
      .map(toRecord)
      .filter((record) => ecosystem === undefined || record.ecosystem === ecosystem)
      .filter((record) => status === undefined || record.status === status)
      .filter((record) => requestId === undefined || asked.has(keyOf(record)))
      .filter((record) => after === undefined || compare(record, after) > 0)
      .sort(compare)
      .slice(0, limit);
    return { packages, revision: this.log.length };
  }

  async agent(agentId: string): Promise<Agent | undefined> {
    this.answer();
    return this.knownAgents.get(agentId);
  }

  async agentsNamed(agentIds: readonly string[]): Promise<Agent[]> {
    this.answer();
    return [...this.knownAgents.values()].filter(({ id }) => agentIds.includes(id));
  }

  async agents(page: { limit: number; after?: string }): Promise<Agent[]> {
    this.answer();
    return [...this.knownAgents.values()]
      .filter(({ id }) => page.after === undefined || id > page.after)
      .sort((a, b) => byBytes(a.id, b.id))
      .slice(0, page.limit);
  }

  private answer(): void {
    if (this.down) throw new DomainError('store-unavailable', 'The database does not answer');
  }

  private write(part: ChangePart, revision: Revision): void {
    if (part.kind === 'agent') {
      const registeredAt = this.knownAgents.get(part.agentId)?.registeredAt ?? part.at;
      this.knownAgents.set(part.agentId, {
        id: part.agentId,
        maturity: part.maturity,
        ...(part.suspended === true ? { suspended: true } : {}),
        registeredAt,
        changedAt: part.at,
      });
    } else if (part.kind === 'package') {
      this.knownEntries.set(keyOf(part), {
        ...idOf(part),
        entry: part.entry,
        changedAt: part.at,
        changedBy: byOf(part),
        requestId: part.requestId ?? this.knownEntries.get(keyOf(part))?.requestId ?? null,
      });
    } else {
      const { kind, key, value, at } = part;
      this.knownRecords.set(recordKey(kind, key), { kind, key, value, revision, at, by: byOf(part) });
    }
  }

  /** Parsed as the database's are, so that a value of a wrong shape fails here too. */
  private readValue<K extends RecordKind>(
    kind: K,
    record: KnownRecord | undefined,
  ): RecordValue<K> | undefined {
    return record && (RECORDS[kind].parse(record.value) as RecordValue<K>);
  }

  private stored<K extends RecordKind>(
    kind: K,
    { key, value, revision, at, by }: KnownRecord,
  ): StoredRecord<K> {
    return { key, value: RECORDS[kind].parse(value) as RecordValue<K>, revision, at, by };
  }

  private requestsInOrder(): PackageRequest[] {
    return [...this.knownRequests.values()].sort(byTime);
  }

  private isOpen(request: PackageRequest): boolean {
    return request.packages.some((id) => this.knownEntries.get(keyOf(id))?.entry.approval === 'requested');
  }
}

function toRecord({ entry, ...known }: KnownEntry): PackageRecord {
  const { firstReview: _firstReview, requestedBy: _requestedBy, ...shown } = entry;
  return { ...known, ...shown, status: statusOf(entry) };
}

function byOf({ actor }: ChangePart): string {
  return `${actor.kind}:${actor.id}`;
}

function idOf({ ecosystem, name, version }: PackageId): PackageId {
  return { ecosystem, name, version };
}

function keyOf({ ecosystem, name, version }: PackageId): string {
  return JSON.stringify([ecosystem, name, version]);
}

function recordKey(kind: RecordKind, key: string): string {
  return JSON.stringify([kind, key]);
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function byTime(a: { at: string; id: string }, b: { at: string; id: string }): number {
  return byBytes(a.at, b.at) || byBytes(a.id, b.id);
}

function compare(a: PackageId, b: PackageId): number {
  return byBytes(a.ecosystem, b.ecosystem) || byBytes(a.name, b.name) || byBytes(a.version, b.version);
}
