import {
  DomainError,
  statusOf,
  type Agent,
  type PackageId,
  type PackageRecord,
  type RegistryChange,
  type Revision,
} from '@sallyport/domain';
import type { RegistrySnapshot } from '@sallyport/registry-view';
import {
  RegistryStore,
  type ActOutcome,
  type PackageQuery,
  type PackageRequest,
  type RegistryAct,
} from './registry-store';

/** The whole contract in memory. `down` makes every call fail as a dead database does. */
export class FakeRegistryStore extends RegistryStore {
  down = false;
  readonly log: RegistryChange[] = [];
  private readonly records = new Map<string, PackageRecord>();
  private readonly knownAgents = new Map<string, Agent>();
  private readonly requests = new Map<string, PackageRequest>();

  async act(act: RegistryAct): Promise<ActOutcome> {
    this.answer();
    const parts = act.decide({
      entryOf: (id) => {
        const record = this.records.get(keyOf(id));
        return (
          record && {
            approval: record.approval,
            minMaturity: record.minMaturity,
            banReason: record.banReason,
          }
        );
      },
      maturityOf: (agentId) => this.knownAgents.get(agentId)?.maturity,
    });
    if (act.request !== undefined) this.requests.set(act.request.id, act.request);
    if (parts.length === 0) return { revision: this.log.length, change: undefined };
    const change: RegistryChange = { revision: this.log.length + 1, parts };
    for (const part of parts) this.write(part);
    this.log.push(change);
    return { revision: change.revision, change };
  }

  async snapshot(): Promise<RegistrySnapshot> {
    this.answer();
    return {
      revision: this.log.length,
      packages: [...this.records.values()].map((record) => ({ ...idOf(record), entry: record })),
      agents: [...this.knownAgents.values()],
    };
  }

  async changesAfter(revision: Revision, limit: number): Promise<RegistryChange[]> {
    this.answer();
    return this.log.slice(revision, revision + limit);
  }

  async request(requestId: string): Promise<PackageRequest | undefined> {
    this.answer();
    return this.requests.get(requestId);
  }

  async list(query: PackageQuery): Promise<{ packages: PackageRecord[]; revision: Revision }> {
    this.answer();
    const { ecosystem, status, requestId, after, limit } = query;
    const asked = new Set(this.requests.get(requestId ?? '')?.packages.map(keyOf));
    const packages = [...this.records.values()]
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

  async agents(page: { limit: number; after?: string }): Promise<Agent[]> {
    this.answer();
    return [...this.knownAgents.values()]
      .filter(({ id }) => page.after === undefined || id > page.after)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, page.limit);
  }

  private answer(): void {
    if (this.down) throw new DomainError('store-unavailable', 'The database does not answer');
  }

  private write(part: RegistryChange['parts'][number]): void {
    if (part.kind === 'agent') {
      const registeredAt = this.knownAgents.get(part.agentId)?.registeredAt ?? part.at;
      this.knownAgents.set(part.agentId, {
        id: part.agentId,
        maturity: part.maturity,
        registeredAt,
        changedAt: part.at,
      });
      return;
    }
    this.records.set(keyOf(part), {
      ...idOf(part),
      ...part.entry,
      status: statusOf(part.entry),
      changedAt: part.at,
      changedBy: `${part.actor.kind}:${part.actor.id}`,
      requestId: part.requestId ?? this.records.get(keyOf(part))?.requestId ?? null,
    });
  }
}

function idOf({ ecosystem, name, version }: PackageId): PackageId {
  return { ecosystem, name, version };
}

function keyOf({ ecosystem, name, version }: PackageId): string {
  return JSON.stringify([ecosystem, name, version]);
}

function compare(a: PackageId, b: PackageId): number {
  const left = [a.ecosystem, a.name, a.version];
  const right = [b.ecosystem, b.name, b.version];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at === -1 ? 0 : Buffer.compare(Buffer.from(left[at] ?? ''), Buffer.from(right[at] ?? ''));
}
