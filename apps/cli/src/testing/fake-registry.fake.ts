import * as domain from '@sallyport/domain';
import {
  applyTransition,
  decide,
  DomainError,
  packageId,
  statusOf,
  type Actor,
  type Decision,
  type Maturity,
  type PackageId,
  type RegistryEntry,
  type Transition,
} from '@sallyport/domain';
import { closureOf } from './closures';
import type { FakeProduct } from './fake-product.fake';
import { AT } from './fixed-facts';

interface Row {
  id: PackageId;
  entry: RegistryEntry;
  changedBy: string;
  requestId: string | null;
}

/** Governance in memory, on the rules and transitions of the domain. */
export class FakeRegistry {
  readonly agents = new Map<string, Maturity>();
  decisions = 0;
  revision = 0;
  private readonly rows = new Map<string, Row>();
  private readonly requests = new Map<string, PackageId[]>();

  serve(product: FakeProduct): void {
    product.on(domain.checkPackage, ({ agentId, ...pkg }) => this.decide(agentId, packageId(pkg)));
    product.on(domain.checkClosure, ({ agentId, ecosystem, packages }) =>
      this.checkAll(
        agentId,
        packages.map((pkg) => packageId({ ecosystem, ...pkg })),
      ),
    );
    product.on(domain.requestPackages, ({ actor, ecosystem, requirements }) =>
      this.request(actor, ecosystem, requirements),
    );
    product.on(domain.approvePackages, ({ actor, minMaturity, ...target }) =>
      this.write(actor, this.targeted(target), { action: 'approve', minMaturity }),
    );
    product.on(domain.rejectPackages, ({ actor, ...target }) =>
      this.write(actor, this.targeted(target), { action: 'reject' }),
    );
    product.on(domain.revokePackages, ({ actor, ...target }) =>
      this.write(actor, this.targeted(target), { action: 'revoke' }),
    );
    product.on(domain.banPackage, ({ actor, package: pkg, reason }) =>
      this.write(actor, [packageId(pkg)], { action: 'ban', reason }),
    );
    product.on(domain.unbanPackage, ({ actor, package: pkg }) =>
      this.write(actor, [packageId(pkg)], { action: 'unban' }),
    );
    product.on(domain.listPackages, (query) => this.list(query));
    product.on(domain.governanceStats, () => ({
      revision: this.revision,
      packages: { active: 1 },
      agents: this.agents.size,
      checks: { total: this.decisions, allowed: 0, byReason: { banned: 1 } },
      auditBacklog: 0,
    }));
    this.serveAgents(product);
  }

  decide(agentId: string, id: PackageId): Decision {
    this.decisions++;
    const entry = this.rows.get(keyOf(id))?.entry;
    const maturity = this.agents.get(agentId);
    const status = statusOf(entry);
    const facts = {
      package: id,
      status,
      entry,
      agentId,
      maturity: maturity ?? 'student',
      isAgentRegistered: maturity !== undefined,
    } as const;
    return decide(facts, this.revision);
  }

  checkAll(agentId: string, ids: readonly PackageId[]) {
    const refused = ids
      .map((id) => ({ name: id.name, version: id.version, decision: this.decide(agentId, id) }))
      .filter(({ decision }) => !decision.allowed);
    return { allowed: refused.length === 0, checked: ids.length, revision: this.revision, refused };
  }

  write(actor: Actor, ids: readonly PackageId[], transition: Transition, requestId?: string) {
    let changed = 0;
    for (const id of ids) {
      const row = this.rows.get(keyOf(id));
      const entry = applyTransition(id, row?.entry, transition);
      if (!entry) continue;
      changed++;
      const changedBy = `${actor.kind}:${actor.id}`;
      this.rows.set(keyOf(id), { id, entry, changedBy, requestId: requestId ?? row?.requestId ?? null });
    }
    if (changed > 0) this.revision++;
    return { revision: this.revision, changed, unchanged: ids.length - changed };
  }

  entryOf(id: PackageId): RegistryEntry | undefined {
    return this.rows.get(keyOf(id))?.entry;
  }

  private request(actor: Actor, ecosystem: string, requirements: readonly string[]) {
    const lock = closureOf(domain.parseEcosystem(ecosystem), requirements);
    const ids = lock.packages.map(({ name, version }) => packageId({ ecosystem, name, version }));
    const requestId = `r${this.requests.size + 1}`;
    this.requests.set(requestId, ids);
    return { ...this.write(actor, ids, { action: 'request' }, requestId), requestId, lock, packages: ids };
  }

  private targeted({
    packages,
    requestId,
  }: {
    packages?: domain.PackageRef[];
    requestId?: string;
  }): PackageId[] {
    if (packages) return packages.map(packageId);
    const ids = this.requests.get(requestId ?? '');
    if (!ids) throw new DomainError('request-not-found', `There is no request ${requestId}`);
    return ids;
  }

  private list({ ecosystem, status }: { ecosystem?: string; status?: string }) {
    const packages = [...this.rows.values()]
      .map(({ id, entry, changedBy, requestId }) => ({
        ...id,
        status: statusOf(entry),
        ...entry,
        changedAt: AT,
        changedBy,
        requestId,
      }))
      .filter((row) => ecosystem === undefined || row.ecosystem === ecosystem)
      .filter((row) => status === undefined || row.status === status);
    return { packages, next: null, revision: this.revision };
  }

  private serveAgents(product: FakeProduct): void {
    const put = ({ agentId, maturity }: { agentId: string; maturity: string }) => {
      const next = domain.parseMaturity(maturity);
      const changed = this.agents.get(domain.parseAgentId(agentId)) === next ? 0 : 1;
      this.agents.set(agentId, next);
      this.revision += changed;
      return { revision: this.revision, changed, unchanged: 1 - changed };
    };
    const agentOf = (id: string) => {
      const maturity = this.agents.get(id);
      if (!maturity) throw new DomainError('agent-not-found', `No agent "${id}" is registered`);
      return { id, maturity, registeredAt: AT, changedAt: AT };
    };
    product.on(domain.registerAgent, put);
    product.on(domain.changeAgent, (request) => {
      agentOf(request.agentId);
      return put(request);
    });
    product.on(domain.getAgent, ({ agentId }) => agentOf(agentId));
    product.on(domain.listAgents, () => ({ agents: [...this.agents.keys()].map(agentOf), next: null }));
  }
}

function keyOf({ ecosystem, name, version }: PackageId): string {
  return JSON.stringify([ecosystem, name, version]);
}
