import type { ClientBus } from '@sallyport/client';
import * as domain from '@sallyport/domain';
import { DomainError, type Endpoint, type ReplyOf, type RequestOf } from '@sallyport/domain';
import { z } from 'zod';
import { FakeInstaller } from './fake-installer.fake';
import { serveGovernance } from './fake-governance.fake';
import { FakeRegistry } from './fake-registry.fake';
import { FakeReviews } from './fake-reviews.fake';
import { serveStanding } from './fake-standing.fake';
import { AT, NO_ADVISORIES, POLICY_VERSION } from './fixed-facts';

type Handler = (request: never) => unknown;

/** A whole Sallyport in memory behind one bus. Bodies cross it as JSON and are held to the contracts both ways. */
export class FakeProduct implements ClientBus {
  readonly registry = new FakeRegistry();
  readonly reviews = new FakeReviews(this.registry);
  readonly installers = {
    pypi: new FakeInstaller('pypi', this.registry),
    npm: new FakeInstaller('npm', this.registry),
  };
  readonly asked: { subject: string; request: unknown }[] = [];
  advisoriesLoaded = false;
  private readonly handlers = new Map<string, Handler>();

  constructor() {
    serveGovernance(this, this.registry);
    serveStanding(this, this.registry);
    this.reviews.serve(this);
    servePolicies(this);
    for (const installer of Object.values(this.installers)) installer.serve(this);
    this.on(domain.auditStats, () => ({
      events: 7,
      decisions: this.registry.decisions,
      byType: { [domain.registryChanged.subject]: 3 },
      head: HEAD,
      pending: 0,
    }));
    this.on(domain.auditVerify, () => ({ ...INTACT, decisions: this.registry.decisions }));
    this.on(domain.auditSearch, () => ({ events: [ARCHIVED] }));
    this.on(domain.advisoryStatus, () => ({ ...NO_ADVISORIES, byEcosystem: {} }));
    this.on(domain.importExploitation, () => ({ epss: null, kev: null }));
    this.on(domain.reportClosure, ({ packages }) => ({
      ...{ createdAt: AT, revision: this.registry.revision, packages: packages.length, decisions: null },
      ...{ sources: { advisories: NO_ADVISORIES, epss: null, kev: null }, findings: [], findingsLeftOut: 0 },
    }));
    this.on(domain.importAdvisories, () => ({
      read: 2,
      imported: 1,
      unchanged: 0,
      refused: [{ file: 'BAD.json', reason: 'no id' }],
      refusedCount: 1,
      advisories: { loaded: true, advisories: 1, importedAt: AT },
    }));
  }

  /** Serves an endpoint, in place of what served it before. */
  on<E extends Endpoint>(endpoint: E, handle: (request: domain.ParsedRequestOf<E>) => unknown): this {
    this.handlers.set(endpoint.subject, handle as Handler);
    return this;
  }

  /** The endpoint fails from now on. */
  fails(endpoint: Endpoint, error: DomainError): this {
    return this.on(endpoint, () => {
      throw error;
    });
  }

  /** The endpoint fails the first time that it is asked. */
  failsOnce(endpoint: Endpoint, error: DomainError): this {
    const answer = this.handlers.get(endpoint.subject);
    let tries = 0;
    return this.on(endpoint, (request) => {
      if (tries++ === 0) throw error;
      return answer?.(request as never);
    });
  }

  /** The endpoint's answer is changed on its way. */
  changes<E extends Endpoint>(endpoint: E, change: (reply: ReplyOf<E>) => unknown): this {
    const answer = this.handlers.get(endpoint.subject);
    return this.on(endpoint, async (request) => change((await answer?.(request as never)) as ReplyOf<E>));
  }

  async call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<ReplyOf<E>> {
    const parsed = endpoint.request.parse(overTheWire(request));
    this.asked.push({ subject: endpoint.subject, request: parsed });
    const handle = this.handlers.get(endpoint.subject);
    if (!handle) throw new DomainError('nobody-listens', `No service serves ${endpoint.subject} now`);
    return endpoint.reply.parse(overTheWire(await handle(parsed as never))) as ReplyOf<E>;
  }

  subscribe(): { unsubscribe(): void } {
    return { unsubscribe: () => undefined };
  }

  async discover() {
    const subjects = [...this.handlers.keys(), ...BETWEEN_SERVICES.map(({ subject }) => subject)];
    const endpoints = subjects.map((subject) => ({ name: subject, subject, requests: 0, errors: 0 }));
    return [{ name: 'governance', id: 'G1', version: '0.1.0', endpoints }];
  }

  async close(): Promise<void> {}
}

/** The command line never asks these. */
const BETWEEN_SERVICES = [
  ...domain.ENDPOINTS.filter(({ permission }) => permission === 'internal' || permission === 'follow'),
  domain.scanClosure,
  domain.getReport,
];

const HEAD = { sequence: 7, hash: 'f'.repeat(64) };
const INTACT = { intact: true, events: 7, head: HEAD, faults: [] };
const ARCHIVED = {
  sequence: 7,
  id: 'e7',
  type: domain.registryChanged.subject,
  at: AT,
  service: 'governance',
  data: { who: 'person:me\u001b[2J' },
  previousHash: 'e'.repeat(64),
  hash: HEAD.hash,
};

function overTheWire(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body));
}

/** A simulation denies what it is told of and stops every skill; what is in force stays. */
function servePolicies(product: FakeProduct): void {
  const inForce = { text: 'schema: sallyport-policy/1', version: POLICY_VERSION, builtIn: true, revision: 1 };
  product.on(domain.getPolicy, () => inForce);
  product.on(domain.applyPolicy, () => ({ revision: 2, changed: 1, unchanged: 0, version: POLICY_VERSION }));
  product.on(domain.reevaluate, () => ({
    revision: 2,
    changed: 1,
    unchanged: 0,
    packages: 5,
    banned: 0,
    changes: [
      { ecosystem: 'npm', name: 'qs\u001b[31m', version: '1.2.3', before: ALLOWED, after: MALICIOUS },
    ],
  }));
  product.on(domain.simulatePolicy, ({ advisories = [] }) => ({
    policyVersion: POLICY_VERSION,
    checks: 12,
    notReplayed: 0,
    changed: 3,
    changes: z
      .array(Report)
      .parse(advisories)
      .flatMap(({ affected }) =>
        affected.map(({ package: { name }, versions: [version] }) => ({
          ecosystem: 'npm',
          name,
          version,
          before: ALLOWED,
          after: MALICIOUS,
          reason: 'reported',
          checks: 3,
          agents: ['tour-supervised'],
        })),
      ),
    agents: [{ agentId: 'tour-supervised', changed: 3 }],
    skills: [...product.installers.npm.installed.values()].map(({ installation }) => ({
      skillId: installation.skillId,
      ecosystem: 'npm',
      imageId: installation.imageId,
      before: true,
      after: false,
    })),
    seconds: 0.1,
  }));
}

const ALLOWED = { effect: 'allow', reasonCode: 'approved' };
const MALICIOUS = { effect: 'deny', reasonCode: 'malicious' };
const Report = z.object({
  affected: z.array(z.object({ package: z.object({ name: z.string() }), versions: z.tuple([z.string()]) })),
});
