import {
  accuseName,
  builtInPopularNames,
  DEFAULT_POLICY,
  DEFAULT_POLICY_VERSION,
  factsKey,
  nameKey,
  selectorMatches,
  statusOf,
  versionDelta,
  type OtherVersion,
  type Facts,
  type NameMemory,
  type PackageFacts,
  type PackageId,
  type RuleException,
  type Selector,
  type StandingApproval,
  type StandingBan,
  type StoredPolicy,
} from '@sallyport/domain';
import { ADVISORY_DATA, AGENTS, NOW, type KeptRecord } from '../registry-view.sample';
import { PACKAGES, POLICIES, type Act, type Entry, type Question } from './drawn-acts';

/** Everything that was ever put, found again by looking at all of it: no index, no cache, no sharing. */
export class Scan {
  private readonly entries = new Map<string, Entry>();
  private readonly records = new Map<string, KeptRecord>();
  private readonly agents = new Map([...AGENTS].map((agent) => [agent.id, agent]));

  put({ records, packages, agents }: Act): void {
    for (const { agentId: id, maturity, suspended } of agents)
      this.agents.set(id, { id, maturity, suspended });
    for (const one of packages) this.entries.set(factsKey(one[0]), one);
    for (const kept of records) this.records.set(JSON.stringify([kept.kind, kept.key]), kept);
  }

  factsFor({ of, agentId, digest, later }: Question): Facts {
    const agent = this.agents.get(agentId);
    const stored = this.kept<StoredPolicy>('policy');
    const held = this.entries.get(factsKey(of))?.[1];
    const all = this.knownOf(of);
    const narrowed =
      all && digest ? { ...all, artifacts: all.artifacts.filter((file) => file.digest === digest) } : all;
    const subject = {
      id: of,
      digests: digest ? [digest] : digestsOf(all),
      publisher: all?.release.publisher ?? null,
    };
    const approvals = this.all<StandingApproval>('approval')
      .filter(
        ({ selector: by, state }) => state === 'live' && selectorMatches(by, subject, { prereleases: false }),
      )
      .map((one) => ({ id: one.id, selector: one.selector, minMaturity: one.minMaturity, grant: one.grant }));
    const bans = this.all<StandingBan>('ban')
      .filter(({ selector: by, state }) => state === 'live' && selectorMatches(by, subject))
      .map((one) => ({ id: one.id, selector: one.selector, reason: one.reason }));
    const publisherBans = this.all<StandingBan>('ban')
      .filter(
        ({ selector: by, state }) =>
          state === 'live' && by.kind === 'publisher' && by.ecosystem === of.ecosystem,
      )
      .map((one) => ({ id: one.id, selector: one.selector, reason: one.reason }));
    const exact: Selector = { kind: 'exact', ...of };
    return {
      package: of,
      now: NOW + later,
      digest,
      status: statusOf(held),
      entry: held,
      agentId,
      maturity: agent?.maturity ?? 'student',
      isAgentRegistered: agent !== undefined,
      isAgentSuspended: agent?.suspended ?? false,
      approvals: held?.minMaturity
        ? [{ id: null, selector: exact, minMaturity: held.minMaturity, grant: held.grant }, ...approvals]
        : approvals,
      bans: held?.banReason ? [{ id: null, selector: exact, reason: held.banReason }, ...bans] : bans,
      publisherBans,
      known: narrowed,
      advisoryData: this.kept('advisory-data') ?? ADVISORY_DATA,
      exceptions: this.all<RuleException>('exception').filter(
        (one) =>
          one.state === 'live' &&
          (one.agentId === null || one.agentId === agentId) &&
          selectorMatches(one.selector, subject, { prereleases: false }),
      ),
      name: this.records.get(JSON.stringify(['name', nameKey(of)]))?.value as NameMemory | undefined,
      accusations: accuseName({ ...of, popular: builtInPopularNames(of.ecosystem) }),
      fixesInUse: this.fixesInUse(of),
      delta: approvals.some(({ selector: by }) => by.kind !== 'exact' && by.kind !== 'digest')
        ? versionDelta(of, narrowed, this.othersOf(of))
        : undefined,
      policy: stored === undefined ? DEFAULT_POLICY : POLICIES.get(stored.text)?.policy,
      policyVersion: stored?.version ?? DEFAULT_POLICY_VERSION,
    };
  }

  private othersOf(of: PackageId): OtherVersion[] {
    return PACKAGES.filter(({ ecosystem, name }) => ecosystem === of.ecosystem && name === of.name).map(
      (other) => ({
        version: other.version,
        entry: this.entries.get(factsKey(other))?.[1],
        facts: this.knownOf(other),
      }),
    );
  }

  private fixesInUse(of: PackageId): string[] {
    const here = this.knownOf(of)?.advisories.matches.map((match) => match.id);
    if (here === undefined) return [];
    const inUse = PACKAGES.filter(
      (other) => other.name === of.name && other.version !== of.version && this.isApproved(other),
    );
    const affecting = inUse.flatMap((other) => this.knownOf(other)?.advisories.matches ?? []);
    return affecting
      .filter((match) => !here.includes(match.id) && match.fixedIn.includes(of.version))
      .map((match) => match.id);
  }

  private isApproved(of: PackageId): boolean {
    const subject = { id: of, digests: digestsOf(this.knownOf(of)), publisher: null };
    return (
      this.entries.get(factsKey(of))?.[1].approval === 'approved' ||
      this.all<StandingApproval>('approval').some(
        ({ selector: by, state }) => state === 'live' && selectorMatches(by, subject, { prereleases: false }),
      )
    );
  }

  private knownOf(of: PackageId): PackageFacts | undefined {
    return this.records.get(JSON.stringify(['facts', factsKey(of)]))?.value as PackageFacts | undefined;
  }

  private kept<Value>(kind: string): Value | undefined {
    return this.records.get(JSON.stringify([kind, 'current']))?.value as Value | undefined;
  }

  private all<Value extends { id: string }>(kind: string): Value[] {
    const found = [...this.records.values()].filter((kept) => kept.kind === kind);
    return found.map(({ value }) => value as Value).sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

function digestsOf(value: PackageFacts | undefined): string[] {
  return value?.artifacts.map(({ digest }) => digest) ?? [];
}
