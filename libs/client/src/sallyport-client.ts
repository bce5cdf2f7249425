import * as domain from '@sallyport/domain';
import { DomainError } from '@sallyport/domain';
import type { Ecosystem, Endpoint, Installation, ReplyOf, RequestOf, Lock } from '@sallyport/domain';
import { Bus, readSeed, type DiscoveredService } from '@sallyport/messaging';
import type { ClientBus } from './client-bus';
import { consistentClosure, consistentDecision } from './consistent';
import { failClosed } from './fail-closed';
import { followInstall, type FollowOptions } from './follow-install';
import { LocalDecisions, type LocalOptions } from './local/local-decisions';
import {
  closureRequest,
  packageRequest,
  type CheckedPackage,
  type CheckOptions,
  type ClosureOptions,
  type ClosurePackage,
} from './requests';

export interface ConnectOptions {
  /** `nats://host:port` */
  url: string;
  /** The nkey seed itself (`SU…`), or the file that holds it. */
  seed?: string;
  seedFile?: string;
  /** The user of deploy/nats.conf that the seed belongs to; replies come to `_INBOX_<user>.>`. */
  user: string;
  /** The agent that checks and installs are for, where a call names none. */
  agentId?: string;
  /** How the connection is called in the server's lists. */
  name?: string;
}

export interface Skill {
  skillId: string;
  ecosystem: Ecosystem;
  requirements: readonly string[];
  agentId?: string;
}

export interface Execution {
  skillId: string;
  ecosystem: Ecosystem;
  code: string;
  inputs?: RequestOf<domain.InstallerEndpoints['execute']>['inputs'];
  limits?: RequestOf<domain.InstallerEndpoints['execute']>['limits'];
  agentId?: string;
}

type Body<E extends Endpoint> = RequestOf<E>;

/**
 * What a skill executor talks to. Fails closed: a call either gives a valid answer of the service or throws
 * a DomainError; no fault is ever an "allowed".
 */
export class SallyportClient {
  private constructor(
    private readonly bus: ClientBus,
    private readonly defaultAgentId: string | undefined,
  ) {}

  /** @throws DomainError `invalid-request` without a seed; `permission-denied`, `bus-unavailable` */
  static async connect(options: ConnectOptions): Promise<SallyportClient> {
    const seed = seedOf(options);
    const { url, user, name = `client-${user}` } = options;
    const bus = await failClosed(() => Bus.connect({ url, seed, user, name }));
    return SallyportClient.over(bus, options.agentId);
  }

  /** A client over a bus that is there already. `close` closes that bus. */
  static over(bus: ClientBus, agentId?: string): SallyportClient {
    return new SallyportClient(bus, agentId);
  }

  /** Any endpoint of the contracts; the named methods below are this with a name. */
  call<E extends Endpoint>(
    endpoint: E,
    request: Body<E>,
    options?: { timeoutMs?: number },
  ): Promise<ReplyOf<E>> {
    return failClosed(() => this.bus.call(endpoint, request, options));
  }

  close(): Promise<void> {
    return this.bus.close();
  }

  /** Every service replica that answers on the bus now, with the subjects it serves. */
  discover(): Promise<readonly DiscoveredService[]> {
    return failClosed(() => this.bus.discover());
  }

  // ---------------------------------------------------------------- agents' side

  /**
   * Decides in this process from now on, under the same law as governance; see `LocalDecisions`.
   * @throws DomainError why the registry cannot be followed, such as `permission-denied` or `too-many-followers`
   */
  decideLocally(options: LocalOptions = {}): Promise<LocalDecisions> {
    return failClosed(() => LocalDecisions.start(this.bus, { agentId: this.defaultAgentId, ...options }));
  }

  /** May the agent use this package version? A "no" is a value. */
  async check(pkg: CheckedPackage, options: CheckOptions = {}): Promise<ReplyOf<typeof domain.checkPackage>> {
    const request = packageRequest(this.agentOf(options.agentId), pkg, options);
    return consistentDecision(await this.call(domain.checkPackage, request));
  }

  /** May the agent use all of these? One message, however many they are. */
  async checkClosure(
    ecosystem: Ecosystem,
    packages: readonly ClosurePackage[],
    options: ClosureOptions = {},
  ): Promise<ReplyOf<typeof domain.checkClosure>> {
    const request = closureRequest(this.agentOf(options.agentId), ecosystem, packages, options);
    const reply = await this.call(domain.checkClosure, request);
    return consistentClosure(reply, packages.length);
  }

  /** Requirements to a lock. No package code runs. */
  resolve(ecosystem: Ecosystem, requirements: readonly string[]) {
    return this.call(domain.installer[ecosystem].resolve, { requirements: [...requirements] });
  }

  request(body: Body<typeof domain.requestPackages>) {
    return this.call(domain.requestPackages, body);
  }

  /** Resolves (unless a lock is given), fetches and scans: what a reviewer decides with. */
  inspect(ecosystem: Ecosystem, what: { requirements: readonly string[] } | { lock: Lock }) {
    const request = 'lock' in what ? { lock: what.lock } : { requirements: [...what.requirements] };
    return this.call(domain.installer[ecosystem].inspect, request);
  }

  /** Queues the install and waits for its end. @throws DomainError the job's own error, such as `install-denied` */
  async install(skill: Skill, options: FollowOptions = {}): Promise<Installation> {
    const { jobId } = await this.queueInstall(skill);
    return failClosed(() => followInstall(this.bus, skill.ecosystem, jobId, options));
  }

  queueInstall(skill: Skill): Promise<{ jobId: string }> {
    return this.call(domain.installer[skill.ecosystem].install, {
      skillId: skill.skillId,
      agentId: this.agentOf(skill.agentId),
      requirements: [...skill.requirements],
    });
  }

  job(ecosystem: Ecosystem, jobId: string) {
    return this.call(domain.installer[ecosystem].job, { jobId });
  }

  /** Runs code in the skill's sealed image. @throws DomainError `execution-denied` where the closure is no longer allowed */
  execute({ ecosystem, agentId, ...rest }: Execution) {
    return this.call(domain.installer[ecosystem].execute, { ...rest, agentId: this.agentOf(agentId) });
  }

  status(ecosystem: Ecosystem, skillId: string) {
    return this.call(domain.installer[ecosystem].status, { skillId });
  }

  installations(ecosystem: Ecosystem) {
    return this.call(domain.installer[ecosystem].list, {});
  }

  // ---------------------------------------------------------------- operators' side

  cleanup(ecosystem: Ecosystem, body: Body<domain.InstallerEndpoints['cleanup']>) {
    return this.call(domain.installer[ecosystem].cleanup, body);
  }

  approve(body: Body<typeof domain.approvePackages>) {
    return this.call(domain.approvePackages, body);
  }

  reject(body: Body<typeof domain.rejectPackages>) {
    return this.call(domain.rejectPackages, body);
  }

  revoke(body: Body<typeof domain.revokePackages>) {
    return this.call(domain.revokePackages, body);
  }

  ban(body: Body<typeof domain.banPackage>) {
    return this.call(domain.banPackage, body);
  }

  unban(body: Body<typeof domain.unbanPackage>) {
    return this.call(domain.unbanPackage, body);
  }

  list(body: Body<typeof domain.listPackages> = {}) {
    return this.call(domain.listPackages, body);
  }

  stats() {
    return this.call(domain.governanceStats, {});
  }

  registerAgent(body: Body<typeof domain.registerAgent>) {
    return this.call(domain.registerAgent, body);
  }

  changeAgent(body: Body<typeof domain.changeAgent>) {
    return this.call(domain.changeAgent, body);
  }

  getAgent(agentId: string) {
    return this.call(domain.getAgent, { agentId });
  }

  listAgents(body: Body<typeof domain.listAgents> = {}) {
    return this.call(domain.listAgents, body);
  }

  auditStats() {
    return this.call(domain.auditStats, {});
  }

  auditSearch(body: Body<typeof domain.auditSearch>) {
    return this.call(domain.auditSearch, body);
  }

  auditVerify() {
    return this.call(domain.auditVerify, {});
  }

  importAdvisories(body: Body<typeof domain.importAdvisories>) {
    return this.call(domain.importAdvisories, body);
  }

  advisoryStatus() {
    return this.call(domain.advisoryStatus, {});
  }

  private agentOf(agentId: string | undefined): string {
    return domain.parseAgentId(agentId ?? this.defaultAgentId ?? '');
  }
}

function seedOf({ seed, seedFile }: ConnectOptions): string {
  if (seed !== undefined) return seed;
  if (seedFile !== undefined) return readSeed(seedFile);
  throw new DomainError('invalid-request', 'A connection needs an nkey seed', {
    hint: 'Give seed or seedFile.',
  });
}
