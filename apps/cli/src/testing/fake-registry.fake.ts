import * as domain from '@sallyport/domain';
import {
  applyTransition,
  decide,
  DomainError,
  packageId,
  selectorMatches,
  statusOf,
  type Actor,
  type Decision,
  type Ecosystem,
  type Facts,
  type Maturity,
  type PackageFacts,
  type PackageId,
  type RegistryEntry,
  type Transition,
  type Verdict,
} from '@sallyport/domain';
import { AT, factsOf, POLICY, POLICY_VERSION } from './fixed-facts';

export interface Row {
  id: PackageId;
  entry: RegistryEntry;
  changedBy: string;
  requestId: string | null;
}

/** Entries, agents and what stands, on the rules and transitions of the domain; the endpoints are beside it. */
export class FakeRegistry {
  readonly agents = new Map<string, { maturity: Maturity; suspended: boolean }>();
  readonly rows = new Map<string, Row>();
  readonly scanned = new Set<string>();
  readonly bans = new Map<string, domain.StandingBan>();
  readonly approvals = new Map<string, domain.StandingApproval>();
  readonly exceptions = new Map<string, domain.RuleException>();
  /** What the scans of an ecosystem find. */
  readonly verdicts: Record<Ecosystem, Verdict> = { pypi: 'clean', npm: 'clean' };
  decisions = 0;
  revision = 0;
  private ids = 0;

  decide(agentId: string, id: PackageId, digest?: string): Decision {
    this.decisions++;
    return decide({ ...this.factsFor(agentId, id), digest }, this.revision);
  }

  checkAll(
    agentId: string,
    ecosystem: string,
    packages: domain.RequestOf<typeof domain.checkClosure>['packages'],
    roots?: readonly string[],
  ) {
    const refused = packages
      .map(({ name, version, digest }) => {
        const id = packageId({ ecosystem, name, version });
        const path = roots === undefined ? [] : wayTo(name, packages, roots);
        return {
          name: id.name,
          version: id.version,
          decision: this.decide(agentId, id, digest),
          path,
          alternative: null,
        };
      })
      .filter(({ decision }) => !decision.allowed);
    return {
      allowed: refused.length === 0,
      checked: packages.length,
      revision: this.revision,
      policyVersion: POLICY_VERSION,
      refused,
      without: [],
    };
  }

  /** What an agent would be answered if the entry were another one. */
  supposing(entry: RegistryEntry, id: PackageId, maturity: Maturity): Decision {
    const facts = this.factsFor('supposed', id);
    return decide(
      {
        ...facts,
        entry,
        status: statusOf(entry),
        approvals: approvalOf(id, entry),
        maturity,
        isAgentRegistered: true,
      },
      this.revision,
    );
  }

  write(actor: Actor, ids: readonly PackageId[], transition: Transition, requestId?: string) {
    return this.writeEach(actor, ids, () => transition, requestId);
  }

  writeEach(
    actor: Actor,
    ids: readonly PackageId[],
    transitionOf: (id: PackageId, entry: RegistryEntry | undefined) => Transition | undefined,
    requestId?: string,
  ) {
    let changed = 0;
    const before = new Map(this.rows);
    try {
      for (const id of ids) {
        const row = this.rows.get(keyOf(id));
        const transition = transitionOf(id, row?.entry);
        const entry = transition && applyTransition(id, row?.entry, transition);
        if (!entry) continue;
        changed++;
        const changedBy = domain.actorText(actor);
        this.rows.set(keyOf(id), { id, entry, changedBy, requestId: requestId ?? row?.requestId ?? null });
      }
    } catch (cause) {
      // All of an act or nothing.
      this.rows.clear();
      for (const [key, row] of before) this.rows.set(key, row);
      throw cause;
    }
    if (changed > 0) this.revision++;
    return { revision: this.revision, changed, unchanged: ids.length - changed };
  }

  entryOf(id: PackageId): RegistryEntry | undefined {
    return this.rows.get(keyOf(id))?.entry;
  }

  known(id: PackageId): PackageFacts | undefined {
    return this.scanned.has(keyOf(id)) ? factsOf(id, this.verdicts[id.ecosystem]) : undefined;
  }

  scan(ids: readonly PackageId[]): void {
    for (const id of ids) this.scanned.add(keyOf(id));
  }

  nextId(kind: string): string {
    return `${kind}-${++this.ids}`;
  }

  put<T extends { id: string }>(values: Map<string, T>, value: T) {
    values.set(value.id, value);
    return { revision: ++this.revision, changed: 1, unchanged: 0 };
  }

  /** Every version of the name that was written or scanned. */
  private othersOf({ ecosystem, name }: PackageId): domain.OtherVersion[] {
    return [...new Set([...this.rows.keys(), ...this.scanned])]
      .map((key) => JSON.parse(key) as [PackageId['ecosystem'], string, string])
      .filter(([ownEcosystem, ownName]) => ownEcosystem === ecosystem && ownName === name)
      .map(([, , version]) => {
        const id = { ecosystem, name, version };
        return { version, entry: this.entryOf(id), facts: this.known(id) };
      });
  }

  private factsFor(agentId: string, id: PackageId): Facts {
    const entry = this.entryOf(id);
    const agent = this.agents.get(agentId);
    const known = this.known(id);
    const subject = {
      id,
      digests: known?.artifacts.map(({ digest }) => digest) ?? [],
      publisher: known?.release.publisher ?? null,
    };
    const meant = <T extends { selector: domain.Selector }>(values: Map<string, T>) =>
      [...values.values()].filter(({ selector }) => selectorMatches(selector, subject));
    return {
      package: id,
      now: Date.parse(AT),
      status: statusOf(entry),
      entry,
      agentId,
      maturity: agent?.maturity ?? 'student',
      isAgentRegistered: agent !== undefined,
      isAgentSuspended: agent?.suspended ?? false,
      approvals: [...approvalOf(id, entry), ...meant(this.approvals).filter(({ state }) => state === 'live')],
      bans: [...banOf(id, entry), ...meant(this.bans).filter(({ state }) => state === 'live')],
      delta: domain.versionDelta(id, known, this.othersOf(id)),
      publisherBans: [...this.bans.values()].filter(
        ({ state, selector }) =>
          state === 'live' && selector.kind === 'publisher' && selector.ecosystem === id.ecosystem,
      ),
      known,
      advisoryData: undefined,
      exceptions: meant(this.exceptions).filter(({ state }) => state === 'live'),
      name: undefined,
      accusations: [],
      fixesInUse: [],
      policy: POLICY,
      policyVersion: POLICY_VERSION,
    };
  }
}

export function keyOf({ ecosystem, name, version }: PackageId): string {
  return JSON.stringify([ecosystem, name, version]);
}

export function refuse(code: domain.ErrorCode, message: string): never {
  throw new DomainError(code, message);
}

function approvalOf(id: PackageId, entry: RegistryEntry | undefined): Facts['approvals'] {
  if (entry?.approval !== 'approved' || entry.minMaturity === null) return [];
  return [{ id: null, selector: exact(id), minMaturity: entry.minMaturity, grant: entry.grant }];
}

function banOf(id: PackageId, entry: RegistryEntry | undefined): Facts['bans'] {
  const reason = entry?.banReason ?? null;
  return reason === null ? [] : [{ id: null, selector: exact(id), reason }];
}

function exact({ ecosystem, name, version }: PackageId): domain.Selector {
  return { kind: 'exact', ecosystem, name, version };
}

function wayTo(
  name: string,
  packages: domain.RequestOf<typeof domain.checkClosure>['packages'],
  roots: readonly string[],
): string[] {
  const byPath = new Map(packages.map((pkg) => [pkg.path, pkg]));
  const ways = roots.map((root) => [root]);
  for (const way of ways) {
    const last = byPath.get(way.at(-1));
    if (last?.name === name) return way.map((path) => `${path}@${byPath.get(path)?.version ?? ''}`);
    ways.push(...(last?.dependencies ?? []).map((next) => [...way, next]));
  }
  return [];
}
